"""The values of plain YAML scalars in Kubernetes, which follows YAML 1.1: `yes` is a boolean, `010` is eight."""

import base64
import math
import re

Value = str | int | float | bool | None

WORDS: dict[str, Value] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
}

SMALLEST_INTEGER, LARGEST_INTEGER = -(2**63), 2**64 - 1
"""The whole numbers that Go holds in 64 bits, signed or not; others become floating-point numbers."""

LONGEST_NUMBER = 400
"""How many digits are converted; no whole number of 64 bits has more, written with zeros before it or not."""

WHOLE = (
    (re.compile(r"[-+]?0[bB][01]+"), 2),
    (re.compile(r"[-+]?0[xX][0-9a-fA-F]+"), 16),
    (re.compile(r"[-+]?0[oO]?[0-7]+"), 8),
    (re.compile(r"[-+]?(0|[1-9][0-9]*)"), 10),
)
FLOATING = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")

FIRST_OF_A_NUMBER = frozenset("+-.0123456789")

STANDARD = "tag:yaml.org,2002:"

BINARY = STANDARD + "binary"

RESOLVED = frozenset(STANDARD + name for name in ("int", "float", "bool", "null"))


def plain(text: str) -> Value:
    """Return the value of an unquoted scalar."""
    if text in WORDS:
        return WORDS[text]
    if text[0] not in FIRST_OF_A_NUMBER:
        return text
    found = number(text.replace("_", ""))
    return text if found is None else found


def number(digits: str) -> int | float | None:
    """Return the number with these digits as Go parses it, or None if it does not fit into 64 bits."""
    for pattern, base in WHOLE if len(digits) <= LONGEST_NUMBER else ():
        if pattern.fullmatch(digits):
            whole = int(digits.lower().replace("o", ""), base)
            if SMALLEST_INTEGER <= whole <= LARGEST_INTEGER:
                return whole
    floating = float(digits) if FLOATING.fullmatch(digits) else math.inf
    return floating if math.isfinite(floating) else None


def value(text: str, tag: str | None, unquoted: bool) -> Value:
    """Return the value of a scalar; a tag outside YAML's own makes it a string."""
    if tag is None:
        return plain(text) if unquoted else text
    if tag == BINARY:
        return _decoded(text)
    return plain(text) if tag in RESOLVED else text


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode(errors="replace")
    except ValueError:
        return text


def key(name: Value) -> str | None:
    """Return a mapping key as JSON for the API server spells it, or None if JSON cannot have such a key."""
    if isinstance(name, bool):
        return "true" if name else "false"
    if isinstance(name, float) and float(shown := f"{name:g}") == name:
        return shown
    return None if name is None else str(name)
