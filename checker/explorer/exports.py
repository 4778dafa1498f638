"""A walk for other readers: as text, JSON, a diagram, or a regression test."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from podproof.checker.errors import UsageError
from podproof.checker.explorer.state_view import columns
from podproof.checker.explorer.walk import EventWalk, Walker
from podproof.checker.pod_trace import PodTrace
from podproof.checker.rendering.json_text import json_text
from podproof.checker.rendering.text import count
from podproof.spec.manifest import example


class PodOrigin(NamedTuple):
    """Where a Pod comes from: its object, and the file and line of its manifest, or (line 0) of its recording."""

    kind: str
    name: str
    file: str
    line: int


class WalkedPod(NamedTuple):
    """A walk of a Pod, and where the Pod comes from."""

    walker: Walker
    walk: EventWalk
    origin: PodOrigin

    @property
    def trace(self) -> PodTrace:
        """The trace of the walk, with the heading of a diagram."""
        title = f"{self.origin.name}: {count(len(self.walk.names), 'step')}"
        return PodTrace.of(self.walker.compiled, title, self.walk.trace)


class Export(NamedTuple):
    """A form in which a walk can be saved."""

    label: str
    suffix: str
    media_type: str
    render: Callable[[WalkedPod], str]


def as_text(walked: WalkedPod) -> str:
    """The walk with the columns of kubectl."""
    return f"{walked.trace}\n"


def as_json(walked: WalkedPod) -> str:
    """The walk as `explore --format json` has traces, with the names of its events."""
    return json_text({"walk": list(walked.walk.names), **walked.trace.to_dict()}, indent=1) + "\n"


def as_svg(walked: WalkedPod) -> str:
    """The walk as a sequence diagram."""
    return walked.trace.svg()


def as_mermaid(walked: WalkedPod) -> str:
    """The walk as a sequence diagram in Mermaid."""
    return walked.trace.mermaid()


TEST = '''"""A regression test: this Pod can still walk here, and kubectl shows the same."""

import podproof

MANIFEST = {file}

WALK = [
{walk}]


def test_the_walk_ends_in_the_same_columns():
    pod = next(each for each in podproof.read(MANIFEST) if each.name == {name!r})
    last = podproof.walk(pod, WALK, kubernetes={kubernetes!r}).lines[-1]
    assert (last.ready, last.status, last.restarts) == {columns!r}
'''


def as_test(walked: WalkedPod) -> str:
    """The walk as a test for pytest: it fails if an event cannot happen any more, or kubectl shows something else."""
    if not walked.origin.line:
        raise UsageError("a test reads the manifest of the Pod, which a recording does not have")
    shown, pod = columns(walked.walker, walked.walk.here), walked.walker.pod
    return TEST.format(
        file="podproof.example()" if walked.origin.file == example() else repr(walked.origin.file),
        walk="".join(f"    {name!r},\n" for name in walked.walk.names),
        name=walked.origin.name,
        kubernetes=f"1.{pod.kubernetes}",
        columns=(shown["ready"], shown["status"], shown["restarts"]),
    )


EXPORTS: Mapping[str, Export] = {
    "text": Export("Text", "txt", "text/plain", as_text),
    "json": Export("JSON", "json", "application/json", as_json),
    "svg": Export("Sequence diagram (SVG)", "svg", "image/svg+xml", as_svg),
    "mermaid": Export("Sequence diagram (Mermaid)", "mmd", "text/plain", as_mermaid),
    "test": Export("Test for pytest", "py", "text/x-python", as_test),
}
