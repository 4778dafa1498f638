"""The values of plain YAML scalars in Kubernetes, which follows YAML 1.1: `yes` is a boolean, `010` is eight."""

import re
import sys
from collections.abc import Callable

Value = str | int | float | bool | None

WORDS: dict[str, Value] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
}

LARGEST_INTEGER = 2**64 - 1
"""The largest whole number that JSON readers accept; a larger one becomes a floating-point number."""


def integer(digits: str, base: int) -> Value:
    """Return the number with these digits; with more than about 300 digits it is infinite."""
    if base == 10:
        return int(digits) if len(digits) <= len(str(LARGEST_INTEGER)) else float(digits)
    number = int(digits, base)
    if abs(number) <= LARGEST_INTEGER:
        return number
    return float(number) if number.bit_length() < sys.float_info.max_exp else float("inf")


NUMBERS: tuple[tuple[re.Pattern[str], Callable[[str], Value]], ...] = (
    (re.compile(r"[-+]?0b[01]+"), lambda digits: integer(digits, 2)),
    (re.compile(r"[-+]?0x[0-9a-fA-F]+"), lambda digits: integer(digits, 16)),
    (re.compile(r"[-+]?0o?[0-7]+"), lambda digits: integer(digits.replace("o", ""), 8)),
    (re.compile(r"[-+]?(0|[1-9][0-9]*)"), lambda digits: integer(digits, 10)),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
)

FIRST_OF_A_NUMBER = frozenset("+-.0123456789")

STANDARD = "tag:yaml.org,2002:"

RESOLVED = frozenset(STANDARD + name for name in ("int", "float", "bool", "null"))


def plain(text: str) -> Value:
    """Return the value of an unquoted scalar."""
    if text in WORDS:
        return WORDS[text]
    if text[0] not in FIRST_OF_A_NUMBER:
        return text
    digits = text.replace("_", "")
    for pattern, number in NUMBERS:
        if pattern.fullmatch(digits):
            return number(digits)
    return text


def value(text: str, tag: str | None, unquoted: bool) -> Value:
    """Return the value of a scalar; a tag outside YAML's own makes it a string."""
    if tag is None:
        return plain(text) if unquoted else text
    return plain(text) if tag in RESOLVED else text


def key(name: Value) -> str | None:
    """Return a mapping key as JSON for the API server spells it, or None if JSON cannot have such a key."""
    if isinstance(name, bool):
        return "true" if name else "false"
    return None if name is None else str(name)
