"""How long restarts and pulls wait: client-go's Backoff, doBackOff, newCrashLoopBackOff. [5.1 to 5.8]"""

import re
from collections.abc import Iterator, Mapping

from podproof.spec.kubernetes_tests import arithmetic
from podproof.spec.kubernetes_tests.decisions import Answer, Input, NotModeled, decision
from podproof.spec.pod import predicates


def crash_loop(case: Input) -> Answer:
    """`newCrashLoopBackOff`: the first and the longest wait, for this feature gate and this setting of the node."""
    asked = bool(case.get("reduceDefault")), case.get("kubeletCrashLoopBackOffMax")
    return {
        "initialSeconds": decision(arithmetic.first_crash_backoff(*asked), arithmetic.first_crash_backoff),
        "maxSeconds": decision(arithmetic.slowest_crash_backoff(*asked), arithmetic.slowest_crash_backoff),
        "resetAfterSeconds": decision(arithmetic.crash_backoff_memory(), arithmetic.crash_backoff_memory),
    }


def image_pull(case: Input) -> Answer:
    """The back-off of pulls, which is independent of the crash-loop back-off: different machines own their fields."""
    longest = arithmetic.slowest_pull_backoff()
    return {
        "initialSeconds": decision(arithmetic.first_pull_backoff(), arithmetic.first_pull_backoff),
        "factor": decision(arithmetic.backoff_factor(), arithmetic.backoff_factor),
        "maxSeconds": decision(longest, arithmetic.slowest_pull_backoff),
        "resetAfterSeconds": decision(arithmetic.backoff_memory(longest), arithmetic.backoff_memory),
        "independentOfCrashLoop": decision(True, predicates.image_pull_backs_off, predicates.crash_loops),
    }


def crashes(case: Input) -> Answer:
    """The wait before each restart of a container, from how long it runs each time."""
    first, longest = case.get("initialSeconds", 10), case.get("maxSeconds", 300)
    memory = case.get("resetAfterSeconds", arithmetic.crash_backoff_memory())
    waits: list[int] = []
    known = None
    for seconds in case["runSeconds"]:
        forgotten = arithmetic.backoff_is_forgotten(seconds, memory)
        waits.append(arithmetic.wait_for(known, forgotten))
        known = arithmetic.next_backoff(known, first, longest, forgotten)
    return {
        "delaysBeforeRestart": decision(
            waits, arithmetic.wait_for, arithmetic.next_backoff, arithmetic.backoff_is_forgotten
        ),
        "delays": decision(waits, arithmetic.wait_for, arithmetic.next_backoff),
    }


class Clock:
    """A back-off of client-go with its clock: `Next` and `GC` at a time that only advances."""

    def __init__(self, first: int, longest: int) -> None:
        self.first, self.longest = first, longest
        self.now, self.updated = 0, 0
        self.known: int | None = None
        self.values: list[int] = []
        self.collected: list[bool] = []

    @property
    def is_forgotten(self) -> bool:
        """Whether the last update of the entry is longer ago than it is remembered."""
        return bool(arithmetic.backoff_is_forgotten(self.now - self.updated, arithmetic.backoff_memory(self.longest)))

    def advance(self, step: str) -> None:
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
            raise NotModeled(f"unknown step {step!r} in the script: it has advance, Next and GC")


def script(case: Input) -> Answer:
    """A script of steps; a repeated part, `3 times:`, ends with its first `Next`."""
    clock = Clock(case.get("initial", 1), case.get("max", 300))
    for step in _steps(case["script"]):
        clock.advance(step)
    by = (arithmetic.next_backoff, arithmetic.backoff_is_forgotten)
    first, second = (*clock.collected, None, None)[:2]
    return {
        "value": decision(clock.known, *by),
        "values": decision(clock.values, *by),
        "entryAfterFirstGC": decision(first, *by),
        "entryAfterSecondGC": decision(second, *by),
    }


def _steps(text: str) -> Iterator[str]:
    counted = re.match(r"\s*(\d+) times:", text)
    steps = [step.strip().lower() for step in text[counted.end() if counted else 0 :].split(";")]
    body = next((end for end, step in enumerate(steps, 1) if step.startswith("next")), len(steps)) if counted else 0
    for _ in range(int(counted[1]) if counted else 0):
        yield from steps[:body]
    yield from steps[body:]


def ticks(case: Input) -> Answer:
    """A back-off that is asked at each tick whether it still waits, and is updated when it does not."""
    clock, steps = Clock(case.get("initial", 1), case.get("max", 300)), []
    for each in case["ticks"]:
        clock.now = int(each["tick"] if isinstance(each, Mapping) else each)
        waits = arithmetic.backoff_holds(clock.now - clock.updated, clock.known, clock.is_forgotten)
        steps.append({"tick": clock.now, "inBackOff": waits, "value": clock.known or 0})
        if not waits:
            clock.advance("next")
    by = (arithmetic.backoff_holds, arithmetic.next_backoff)
    return {
        "ticks": decision(steps, *by),
        "steps": decision(steps, *by),
        "inBackOff": decision([step["inBackOff"] for step in steps], *by),
    }


FORMS = {
    "ticks": ticks,
    "script": script,
    "runSeconds": crashes,
    "reduceDefault": crash_loop,
    "kubeletCrashLoopBackOffMax": crash_loop,
}
FUNCTIONS = {"imagePull": image_pull}
