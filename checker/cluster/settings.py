"""How a Pod is simulated: by default as the cluster says, and by annotations as the Pod itself asks."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from podproof.checker.cluster.resources import PODS
from podproof.checker.cluster.statuses import Cause, Object, invalid
from podproof.checker.errors import UsageError

PREFIX = "podproof.dev/simulate-"
"""What the annotations begin with."""


class PodSettings(NamedTuple):
    """Who chooses what happens (mode, situations, execution), by which seed, and how fast.

    `interval` is in seconds between two steps; `speed` is how many virtual seconds pass in one, 0 for the interval.
    """

    mode: str = "pleasant"
    execution: str = ""
    seed: int | None = None
    hold: bool = False
    interval: float = 0.05
    speed: float = 0.0


def _flag(text: str) -> bool:
    return {"true": True, "false": False}[text.lower()]


def _seconds(text: str) -> float:
    number = float(text)
    if not 0 <= number <= 1e6:
        raise ValueError(text)
    return number


READERS: Mapping[str, tuple[Callable[[str], Any], str]] = {
    "mode": (str, "pleasant, random, cover or toward SITUATIONS"),
    "execution": (str, "the name of an execution"),
    "seed": (int, "a whole number"),
    "hold": (_flag, "true or false"),
    "interval": (_seconds, "a number of seconds"),
    "speed": (_seconds, "a number"),
}


def pod_settings(item: Object, defaults: PodSettings, check: Callable[[PodSettings], object]) -> PodSettings:
    """The settings of a Pod; raises `ApiError` (422) for annotations that ask for what does not exist."""
    given: dict[str, Any] = {}
    causes: list[Cause] = []
    for name, text in _annotations(item):
        field = f"metadata.annotations[{PREFIX}{name}]"
        read, allowed = READERS.get(name, (None, ", ".join(PREFIX + each for each in READERS)))
        try:
            if read is None:
                raise ValueError(name)
            given[name] = read(text)
        except (ValueError, KeyError):
            causes.append(Cause("FieldValueInvalid", f"Invalid value: {text[:60]!r}: must be {allowed}", field))
    found = defaults._replace(**given)
    if "mode" in given and "execution" not in given:
        found = found._replace(execution="")
    try:
        check(found)
    except UsageError as error:
        causes.append(Cause("FieldValueInvalid", str(error), "metadata.annotations"))
    if causes:
        raise invalid("Pod", PODS.subject(item["metadata"]["name"]), causes)
    return found


def _annotations(item: Object) -> Iterator[tuple[str, str]]:
    for name, text in (item["metadata"].get("annotations") or {}).items():
        if name.startswith(PREFIX):
            yield name.removeprefix(PREFIX), text
