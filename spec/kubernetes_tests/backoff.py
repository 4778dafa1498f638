"""How long restarts and pulls wait (SEMANTICS 5): client-go's Backoff, doBackOff, newCrashLoopBackOff."""

import re
from collections.abc import Iterator

from podproof.spec.kubernetes_tests import arithmetic
from podproof.spec.kubernetes_tests.decisions import Answer, Input, NotModelled, said
from podproof.spec.pod import predicates


def crash_loop(row: Input) -> Answer:
    """`newCrashLoopBackOff`: the first and the longest wait, by gate and by node."""
    asked = bool(row.get("reduceDefault")), row.get("kubeletCrashLoopBackOffMax")
    return {
        "initialSeconds": said(arithmetic.first_crash_backoff(*asked), arithmetic.first_crash_backoff),
        "maxSeconds": said(arithmetic.slowest_crash_backoff(*asked), arithmetic.slowest_crash_backoff),
        "resetAfterSeconds": said(arithmetic.crash_backoff_memory(), arithmetic.crash_backoff_memory),
    }


def image_pull(row: Input) -> Answer:
    """The back-off of pulls, of which the crash-loop back-off knows nothing: they are fields of different machines."""
    longest = arithmetic.slowest_pull_backoff()
    return {
        "initialSeconds": said(arithmetic.first_pull_backoff(), arithmetic.first_pull_backoff),
        "factor": said(arithmetic.backoff_factor(), arithmetic.backoff_factor),
        "maxSeconds": said(longest, arithmetic.slowest_pull_backoff),
        "resetAfterSeconds": said(arithmetic.backoff_memory(longest), arithmetic.backoff_memory),
        "independentOfCrashLoop": said(True, predicates.image_pull_backs_off, predicates.crash_loops),
    }


def crashes(row: Input) -> Answer:
    """The waits before each restart of a container that runs for so long each time."""
    first, longest = row.get("initialSeconds", 10), row.get("maxSeconds", 300)
    memory = row.get("resetAfterSeconds", arithmetic.crash_backoff_memory())
    waits: list[int] = []
    known = None
    for seconds in row["runSeconds"]:
        forgotten = arithmetic.backoff_is_forgotten(seconds, memory)
        waits.append(arithmetic.wait_for(known, forgotten))
        known = arithmetic.next_backoff(known, first, longest, forgotten)
    return {
        "delaysBeforeRestart": said(
            waits, arithmetic.wait_for, arithmetic.next_backoff, arithmetic.backoff_is_forgotten
        ),
        "delays": said(waits, arithmetic.wait_for, arithmetic.next_backoff),
    }


class Clock:
    """A back-off of client-go and its clock: `Next` and `GC` at a time that only advances."""

    def __init__(self, first: int, longest: int) -> None:
        self.first, self.longest = first, longest
        self.now, self.updated = 0, 0
        self.known: int | None = None
        self.values: list[int] = []
        self.collected: list[bool] = []

    @property
    def is_forgotten(self) -> bool:
        """Whether the entry has not been touched for longer than it is remembered."""
        return bool(arithmetic.backoff_is_forgotten(self.now - self.updated, arithmetic.backoff_memory(self.longest)))

    def does(self, step: str) -> None:
        """One step of a script."""
        advanced = re.fullmatch(r"(?:then )?(?:advance|step) (\d+)s?", step)
        if advanced:
            self.now += int(advanced[1])
        elif re.fullmatch(r"(?:then )?next(\(.*\))?", step):
            self.known = arithmetic.next_backoff(self.known, self.first, self.longest, self.is_forgotten)
            self.updated = self.now
            self.values.append(self.known)
        elif re.fullmatch(r"(?:then )?gc(\(\))?", step):
            self.known = None if self.is_forgotten else self.known
            self.collected.append(self.known is not None)
        else:
            raise NotModelled(f"the step {step!r} of the script is no advance, Next or GC")


def script(row: Input) -> Answer:
    """A script of steps; those that are told once for many times end with their first `Next`."""
    clock = Clock(row.get("initial", 1), row.get("max", 300))
    for step in _steps(row["script"]):
        clock.does(step)
    by = (arithmetic.next_backoff, arithmetic.backoff_is_forgotten)
    first, second = (*clock.collected, None, None)[:2]
    return {
        "value": said(clock.known, *by),
        "values": said(clock.values, *by),
        "entryAfterFirstGC": said(first, *by),
        "entryAfterSecondGC": said(second, *by),
    }


def _steps(text: str) -> Iterator[str]:
    counted = re.match(r"\s*(\d+) times:", text)
    steps = [step.strip().lower() for step in text[counted.end() if counted else 0 :].split(";")]
    body = next((place for place, step in enumerate(steps, 1) if step.startswith("next")), len(steps)) if counted else 0
    for _ in range(int(counted[1]) if counted else 0):
        yield from steps[:body]
    yield from steps[body:]


def ticks(row: Input) -> Answer:
    """A back-off that is asked at each tick whether it still waits, and counts an update when it does not."""
    clock, steps = Clock(row.get("initial", 1), row.get("max", 300)), []
    for each in row["ticks"]:
        clock.now = int(each["tick"] if isinstance(each, dict) else each)
        waits = arithmetic.backoff_holds(clock.now - clock.updated, clock.known, clock.is_forgotten)
        steps.append({"tick": clock.now, "inBackOff": waits, "value": clock.known or 0})
        if not waits:
            clock.does("next")
    by = (arithmetic.backoff_holds, arithmetic.next_backoff)
    return {
        "ticks": said(steps, *by),
        "steps": said(steps, *by),
        "inBackOff": said([step["inBackOff"] for step in steps], *by),
    }


FORMS = {
    "ticks": ticks,
    "script": script,
    "runSeconds": crashes,
    "reduceDefault": crash_loop,
    "kubeletCrashLoopBackOffMax": crash_loop,
}
FUNCTIONS = {"imagePull": image_pull}
