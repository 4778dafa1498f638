"""How a Pod is terminated: a trace of the shipped example, leg by leg, and one with processes that do not obey."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from generate.lifecycle import leader, link
from generate.notes import NOTE, template
from podproof.checker.compile import compile_pod
from podproof.checker.diagrams import sequence
from podproof.checker.diagrams.walkthrough import Chapter, walk
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.checker.rendering.trace_text import TraceLine, TraceRenderer
from podproof.spec.manifest import example, read
from podproof.spec.notation import transitions
from podproof.spec.pod.laws import LAWS
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.situations import SITUATIONS
from podproof.spec.pod.walkthroughs import WALKTHROUGHS

PICTURES = "docs/pictures"

SURPRISES = (
    "EndpointWhileTerminating",
    "PreStopCutOff",
    "Killed",
    "GraceShortened",
    "SucceededEarly",
    "RunningAfterForce",
)

CERTAIN = (
    "kill-after-grace",
    "sidecars-stop-last",
    "confirmed-when-stopped",
    "gone-means-stopped",
    "endpoint-only-when-ready",
    "gone-is-gone",
)


class Told(NamedTuple):
    """A life in parts, and who tells it."""

    name: str
    description: str
    trace_renderer: TraceRenderer
    parts: Sequence[Chapter]


def pages() -> Mapping[str, Callable[[], str]]:
    """The page and its pictures."""
    return {"docs/termination.md": page} | {
        f"{PICTURES}/{life.name}.svg": lambda name=life.name: picture(name) for life in WALKTHROUGHS
    }


@cache
def tellings() -> dict[str, Told]:
    """Each life worth telling, of the shipped example, without faults."""
    (manifest,) = read([example()]).pods
    compiled = compile_pod(LIFECYCLE, manifest.pod, frozenset())
    return {
        life.name: Told(life.name, life.description, trace_renderer(compiled), walk(compiled, life) or ())
        for life in WALKTHROUGHS
    }


def picture(name: str) -> str:
    """The life as a sequence diagram."""
    told = tellings()[name]
    return sequence.svg(told.renderer, told.parts, told.description)


def page() -> str:
    """The page."""
    obeying, disobeying = (tellings()[life.name] for life in WALKTHROUGHS)
    return NOTE + template("termination").render(
        obeying=obeying,
        disobeying=disobeying,
        picture=lambda told: f"![{told.description}](pictures/{told.name}.svg)",
        table=lambda told, leg: "\n".join(table(list(numbered(told))[leg])),
        surprises=[each for each in SITUATIONS if each.name in SURPRISES],
        certain=[law for law in LAWS if law.name in CERTAIN],
    )


def numbered(told: Told) -> Iterator[list[TraceLine]]:
    """The lines of each part without that of its start, numbered through."""
    before = 0
    for part in told.parts:
        lines = [line._replace(number=before + line.number) for line in told.renderer.lines(part.trace)][1:]
        yield lines
        before += len(lines)


def table(lines: Sequence[TraceLine]) -> Iterator[str]:
    """The steps of a leg, with what kubectl shows after each, and the machine and the rules that decide it."""
    yield "| step | who | what | STATUS | READY | decided by | rules |\n|---:|---|---|---|---|---|---|"
    for line in lines:
        decided = leader(line.event)
        cites = dict.fromkeys(cite for rule in transitions(decided) if rule.event == line.event for cite in rule.cites)
        where = link(decided, "lifecycle/")
        shown = f"{line.status} | {line.ready}"
        yield f"| {line.number} | {line.actor} | {line.text} | {shown} | {where} | {' '.join(cites)} |"
