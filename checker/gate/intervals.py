"""Durations as people declare them: `20s`, `20s..40s`, `..40s`, `1m30s..`, `any` or `never`."""

import re

from podproof.spec.notation_of_time import ANY_TIME, Interval
from podproof.spec.pod.declared_times import Declared

DURATIONS = tuple(field for field in Declared._fields if field != "exit_code")
"""What can be declared of a container."""

NETWORK = ("endpoint_removal", "endpoint_addition")
"""What can be declared of the Pod as a whole."""

MAY_BE_NEVER = ("starts", "hangs", "exits", "drains")
"""What a container may never do."""

FORMS = "write one such as '20s', '20s..40s', '..40s', '20s..', 'any' or 'never'"

UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}

PART = r"(\d{1,7}(?:\.\d{1,3})?)(ms|h|m|s)"

MOST = 10_000_000.0
"""The longest duration that is read, in seconds: four months."""


def interval(text: str) -> Interval | None:
    """The interval that a text declares; None for `never`.

    Raises ValueError if it is none. A duration alone is both ends.
    """
    text = text.strip()
    if text in ("any", "never"):
        return ANY_TIME if text == "any" else None
    first, dots, second = (part.strip() for part in text.partition(".."))
    least = _seconds(first) if first else 0.0
    most = (_seconds(second) if second else None) if dots else least
    if (not first and not second) or (most is not None and most < least):
        raise ValueError(f"{text!r} is not a range of durations; {FORMS}")
    return Interval(least, most)


def mistake(name: str, text: str) -> str:
    """What is wrong with the text that declares a duration of this name; empty if nothing is."""
    try:
        never = bool(text) and interval(text) is None
    except ValueError as error:
        return str(error)
    return f"{name} cannot be 'never'" if never and name not in MAY_BE_NEVER else ""


def _seconds(text: str) -> float:
    parts = re.findall(PART, text)
    seconds = sum(float(number) * UNITS[unit] for number, unit in parts)
    if not parts or "".join(map("".join, parts)) != text or seconds > MOST:
        raise ValueError(f"{text!r} is not a duration; {FORMS}")
    return round(seconds, 3)
