"""The functions of the templates of stages: those of Go, of kwok, and the plainest of its library sprig."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from podproof.checker.stages.rendering import printed, truth

NODE_IP, POD_IP = "192.0.2.1", "192.0.2.2"
"""Addresses for documentation [RFC 5737]: no verdict depends on one."""

LONGEST_LIST = 1_000


def functions(now: str) -> Mapping[str, Callable[..., Any]]:
    """The functions at a moment in time."""
    return {**FUNCTIONS, "Now": lambda: now, "StartTime": lambda: now}


def _quote(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if text.startswith('"') else json.dumps(text, ensure_ascii=False)


def _index(value: Any, *keys: Any) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else value[key]
    return value


def _equal(first: object, *others: object) -> bool:
    return any(first == other for other in others)


def _or(*values: object) -> object:
    return next((value for value in values if truth(value)), values[-1])


def _and(*values: object) -> object:
    return next((value for value in values if not truth(value)), values[-1])


def _dict(*pairs: Any) -> dict[str, Any]:
    return {str(name): value for name, value in zip(pairs[::2], pairs[1::2], strict=True)}


def _until(number: int) -> list[int]:
    if not 0 <= number <= LONGEST_LIST:
        raise ValueError(f"a list of {number} numbers")
    return list(range(number))


def _default(instead: object, value: object = None) -> object:
    return value if truth(value) else instead


def _ternary(yes: object, no: object, condition: object) -> object:
    return yes if truth(condition) else no


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "Quote": _quote,
    "YAML": lambda value, indent=0: json.dumps(value),  # JSON is YAML, however far it is indented
    "Version": lambda: "v0",
    "NodeIP": lambda: NODE_IP,
    "PodIP": lambda: POD_IP,
    "NodeIPWith": lambda *of: NODE_IP,
    "PodIPWith": lambda *of: POD_IP,
    "NodeIPsWith": lambda *of: [NODE_IP],
    "PodIPsWith": lambda *of: [POD_IP],
    "index": _index,
    "len": len,
    "not": lambda value: not truth(value),
    "or": _or,
    "and": _and,
    "eq": _equal,
    "ne": lambda one, other: one != other,
    "lt": lambda one, other: one < other,
    "le": lambda one, other: one <= other,
    "gt": lambda one, other: one > other,
    "ge": lambda one, other: one >= other,
    "print": lambda *values: "".join(map(printed, values)),
    "dict": _dict,
    "list": lambda *values: list(values),
    "default": _default,
    "empty": lambda value: not truth(value),
    "coalesce": lambda *values: next((value for value in values if truth(value)), None),
    "ternary": _ternary,
    "quote": lambda *values: " ".join(json.dumps(printed(value)) for value in values if value is not None),
    "toString": printed,
    "toJson": json.dumps,
    "int": lambda value: int(value or 0),
    "add": lambda *values: sum(map(int, values)),
    "add1": lambda value: int(value) + 1,
    "sub": lambda one, other: int(one) - int(other),
    "until": _until,
    "hasKey": lambda value, key: key in value,
    "has": lambda item, values: item in (values or ()),
    "get": lambda value, key: value.get(key, ""),
    "first": lambda values: values[0] if values else None,
    "last": lambda values: values[-1] if values else None,
    "lower": lambda text: str(text).lower(),
    "upper": lambda text: str(text).upper(),
    "trim": lambda text: str(text).strip(),
    "contains": lambda part, text: part in text,
    "hasPrefix": lambda part, text: text.startswith(part),
    "hasSuffix": lambda part, text: text.endswith(part),
}
