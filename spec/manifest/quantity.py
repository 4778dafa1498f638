"""Quantities of resources such as `500m` or `1Gi`."""

import re
from decimal import Decimal

from podproof.spec.manifest.nodes import Node, ScalarNode

# k8s.io/apimachinery/pkg/api/resource/quantity.go: a number, then a decimal exponent or a suffix.
QUANTITY = re.compile(
    r"(?P<number>[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))(?:[eE](?P<exponent>[+-]?[0-9]+)|(?P<suffix>[numkMGTPE]|[KMGTPE]i)?)"
)

SUFFIXES: dict[str | None, Decimal] = {
    **{suffix: Decimal(10) ** power for suffix, power in zip("num kMGTPE", range(-9, 19, 3), strict=True)},
    **{f"{suffix}i": Decimal(2) ** (10 * power) for power, suffix in enumerate("KMGTPE", 1)},
    None: Decimal(1),
}

LARGEST_EXPONENT, LONGEST = 100, 100
"""Beyond these a quantity exceeds all that the API server holds, and only its sign counts."""


def quantity(node: Node | None) -> Decimal | None:
    """Return the number that a scalar stands for, or None if it is not a quantity."""
    if not isinstance(node, ScalarNode) or isinstance(node.value, bool) or node.value is None:
        return None
    if isinstance(node.value, int | float):
        return Decimal(str(node.value))
    match = QUANTITY.fullmatch(node.value)
    if match is None:
        return None
    if len(node.value) > LONGEST or abs(int(match["exponent"] or 0)) > LARGEST_EXPONENT:
        return Decimal("-Infinity" if node.value.startswith("-") else "Infinity")
    number = Decimal(match["number"])
    return number.scaleb(int(match["exponent"])) if match["exponent"] else number * SUFFIXES[match["suffix"]]
