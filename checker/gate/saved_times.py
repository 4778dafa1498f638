"""Answers about times, saved for the processes to come: most Pods are asked again unchanged."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path

import podproof.checker
import podproof.spec
from podproof.checker.gate.pod_times import PodTimes
from podproof.checker.times.answers import TimeAnswer
from podproof.spec.saved import SavedValue

OUT_OF_TIME = re.compile(r"given up at .* seconds\b")
"""What the text of an answer says that depends on how fast the machine is: it is not saved."""


def answers(times: PodTimes) -> list[TimeAnswer]:
    """The answers to the usual questions, without their executions."""
    return _saved(times, "", times.answers)


def between(times: PodTimes, start: str, end: str, *, first: bool = True) -> list[TimeAnswer]:
    """The answer to one question, without its execution."""
    return _saved(times, (start, end, first), lambda: [times.between(start, end, first=first)])


def _saved(times: PodTimes, question: object, ask: Callable[[], list[TimeAnswer]]) -> list[TimeAnswer]:
    """What was answered to the question about an equal Pod, or is answered now."""
    anonymous = times.timed._replace(pod=times.timed.pod._replace(name="", namespace=""))
    slot = SavedValue("times", (repr((anonymous, question)).encode(), _sources()))
    plain = slot.load()
    if plain is not None:
        return [TimeAnswer(*each) for each in plain]
    found = ask()
    if not any(OUT_OF_TIME.search(each.says) for each in found):
        slot.store(_plain(found))
    return found


@cache
def _sources() -> bytes:
    """What answers depend on: the specification of a Pod, how it is compiled, and what is asked of it."""
    found = blake2b()
    for package, *names in ((podproof.checker, "engines", "compile", "times"), (podproof.spec, "pod")):
        root = Path(package.__path__[0])
        for file in sorted([*root.glob("*.py"), *(file for name in names for file in (root / name).rglob("*.py"))]):
            found.update(file.read_bytes())
    return found.digest()


def _plain(answers: Sequence[TimeAnswer]) -> list[tuple[object, ...]]:
    return [tuple(each._replace(duration=None)) for each in answers]
