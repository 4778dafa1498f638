"""Schedules of CronJobs, as the library robfig/cron 3 reads them (ParseStandard, getRange)."""

import re
from collections.abc import Iterator

DESCRIPTORS = frozenset({"@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"})
EVERY = re.compile(r"@every [-+]?((([0-9]+\.?[0-9]*|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+|0)")

MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {name: number for number, name in enumerate(MONTH_NAMES, 1)}
DAYS = {name: number for number, name in enumerate(("sun", "mon", "tue", "wed", "thu", "fri", "sat"))}

FIELDS: tuple[tuple[str, int, int, dict[str, int]], ...] = (
    ("minute", 0, 59, {}),
    ("hour", 0, 23, {}),
    ("day of the month", 1, 31, {}),
    ("month", 1, 12, MONTHS),
    ("day of the week", 0, 6, DAYS),
)

LONGEST = 10
"""More digits than any number of a schedule has."""


def mistake(schedule: str) -> str:
    """Return what is wrong with a schedule without time zone, or an empty text."""
    if schedule.startswith("@"):
        return "" if schedule in DESCRIPTORS or EVERY.fullmatch(schedule) else "it has no such descriptor"
    fields = schedule.split()
    if len(fields) != len(FIELDS):
        return f"it has {len(fields)} fields instead of {len(FIELDS)}"
    for text, (name, smallest, largest, names) in zip(fields, FIELDS, strict=True):
        if not all(_is_range(part, smallest, largest, names) for part in _parts(text)):
            return f"its {name} is not a number from {smallest} to {largest}, a range or a step"
    return ""


def _parts(field: str) -> Iterator[str]:
    return filter(None, field.split(","))


def _is_range(part: str, smallest: int, largest: int, names: dict[str, int]) -> bool:
    limits, *steps = part.split("/")
    begin, *ends = limits.split("-")
    if len(steps) > 1 or len(ends) > 1 or not all(_is_step(step) for step in steps):
        return False
    if begin in ("*", "?"):
        return True
    first = _number(begin, names)
    last = _number(ends[0], names) if ends else largest if steps else first
    return first is not None and last is not None and smallest <= first <= last <= largest


def _is_step(text: str) -> bool:
    return bool(_number(text, {}))


def _number(text: str, names: dict[str, int]) -> int | None:
    if text.lower() in names:
        return names[text.lower()]
    digits = text.removeprefix("+")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST else None
