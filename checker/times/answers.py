"""An answer about a time: both ends, what it says, and what would have to be declared for an end that is missing."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from podproof.checker.times.clocked import Duration

Topic = Literal["start", "hang", "stop", "traffic", "crash loop", "deadline", "node", "asked"]

Verdict = Literal["", "holds", "broken", "depends", "undecided"]
"""Of a question that has a right answer; empty for one that only asks how long."""

DECLARABLE = {
    "pull_succeeds": "pull",
    "gets_healthy": "starts",
    "startup_succeeds": "starts",
    "liveness_succeeds": "starts",
    "readiness_succeeds": "starts",
    "hangs": "hangs",
    "exits_zero": "exits",
    "exits_nonzero": "exits",
    "pre_stop_ends": "pre_stop",
    "pre_stop_ends_late": "pre_stop",
    "hook_succeeds": "post_start",
    "removes_endpoint": "endpoint_removal",
    "adds_endpoint": "endpoint_addition",
}
"""What an owner can declare to bound the time until an event."""


LOOSE = "an over-approximation: no execution is known to take its ends"
"""What is said of bounds that are safe, but perhaps not exact."""

OPEN = {
    False: "no upper bound: it need not happen, as the Pod can come to rest before",
    True: "no upper bound: it need not happen, as the same events can repeat forever",
}
"""Why there is no upper bound where no declaration can give one, by whether something repeats."""


class TimeAnswer(NamedTuple):
    """The answer to one question.

    `least` and `most` in seconds; `least` None: it cannot happen, `most` None: it has no upper bound, or cannot
    happen.  `undeclared` are the durations, as `container.name`, without which there is no upper bound; `otherwise` is
    the upper bound if these take no time.  `undisturbed` is the upper bound if no other container holds up the
    kubelet, None if none can, and `held_up_by` says how they can.  `assumes` is what the bounds take for granted of
    other containers, empty if that cannot matter.
    """

    topic: Topic
    name: str
    container: str
    question: str
    least: float | None
    most: float | None
    verdict: Verdict = ""
    says: str = ""
    undeclared: tuple[str, ...] = ()
    otherwise: float | None = None
    unit: Literal["s", "restarts"] = "s"
    undisturbed: float | None = None
    held_up_by: str = ""
    assumes: str = ""
    duration: Duration | None = None

    @property
    def bounds(self) -> str:
        """Both ends in words."""
        if self.verdict == "undecided":
            return "not decided"
        if self.least is None:
            return "never"
        if self.unit == "restarts":
            return f"{self.least:.0f} … {self.most:.0f}" if self.least != self.most else f"{self.least:.0f}"
        return between(self.least, self.most)


def number(seconds: float) -> str:
    """Seconds to the tenth; whole ones as such from 100 on."""
    return f"{seconds:.0f}" if seconds >= 100 and seconds == int(seconds) else f"{seconds:.1f}"


def between(least: float, most: float | None) -> str:
    """Both ends in words."""
    if most is None:
        return f"at least {number(least)} s"
    return f"{number(least)} s" if least == most else f"{number(least)} … {number(most)} s"


def given_up(topic: Topic, name: str, container: str, question: str, limit: str) -> TimeAnswer:
    """The answer that a limit has left open."""
    return TimeAnswer(topic, name, container, question, None, None, "undecided", f"given up at {limit}")


def of_duration(
    topic: Topic, name: str, container: str, question: str, duration: Duration, verdict: Verdict = "", says: str = ""
) -> TimeAnswer:
    """The answer that is a duration."""
    if duration.undecided and duration.least is None:
        return given_up(topic, name, container, question, duration.undecided)
    if duration.undecided:
        says = _and(says, f"the upper end is not decided: given up at {duration.undecided}")
    elif duration.is_open_for_good:
        says = _and(says, OPEN[duration.repeats])
    elif duration.least is not None and not duration.exact:
        says = _and(says, LOOSE)
    return TimeAnswer(topic, name, container, question, duration.least, duration.most, verdict, says, duration=duration)


def verdict_on(harm: Duration, instead: Duration) -> Verdict:
    """Whether the harm is impossible, certain, or depends on what else can happen in its place."""
    if not harm.is_possible:
        return "holds"
    return "depends" if instead.is_possible or instead.undecided else "broken"


def _and(says: str, more: str) -> str:
    return f"{says}; {more}" if says else more


def missing(unforced: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What would have to be declared, as `container.name`."""
    seen = {(container, DECLARABLE[event]) for event, container in unforced if event in DECLARABLE}
    return (".".join(filter(None, each)) for each in sorted(seen))
