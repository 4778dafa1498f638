"""Label and field selectors (apimachinery, pkg/labels/selector.go and pkg/fields/selector.go)."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from podproof.checker.cluster.statuses import Object, bad_request

Selector = Callable[[Object], bool]
"""Whether an object is selected."""

SET = re.compile(r"(?P<key>[\w./-]+)\s+(?P<operator>in|notin)\s*\((?P<values>[^()]*)\)")
EQUAL = re.compile(r"(?P<key>[\w./-]+)\s*(?P<operator>==?|!=|<|>)\s*(?P<values>[\w./-]*)")
PRESENT = re.compile(r"(?P<operator>!?)\s*(?P<key>[\w./-]+)(?P<values>)")
"""The requirements without space around them; none of these takes more than linear time."""

POD_FIELDS = frozenset(
    [
        "metadata.name",
        "metadata.namespace",
        "spec.nodeName",
        "spec.restartPolicy",
        "spec.schedulerName",
        "spec.serviceAccountName",
        "spec.hostNetwork",
        "status.phase",
        "status.podIP",
        "status.podIPs",
        "status.nominatedNodeName",
    ]
)
"""The fields of Pods that can be selected (pkg/apis/core/v1/conversion.go)."""

EVENT_FIELDS = frozenset(
    [
        "involvedObject.kind",
        "involvedObject.namespace",
        "involvedObject.name",
        "involvedObject.uid",
        "involvedObject.apiVersion",
        "involvedObject.resourceVersion",
        "involvedObject.fieldPath",
        "reason",
        "reportingComponent",
        "source",
        "type",
    ]
)
"""The fields of Events that can be selected beside their names."""

NAMES = frozenset({"metadata.name", "metadata.namespace"})

FIELDS = {"Pod": POD_FIELDS, "Event": EVENT_FIELDS | NAMES, "Job": NAMES | {"status.successful"}}


def selector(kind: str, labels: str, fields: str) -> Selector | None:
    """What the two texts select together, or None for everything; raises `ApiError` for an invalid text."""
    tests = [*_label_tests(labels), *_field_tests(kind, fields)]
    if not tests:
        return None
    return lambda item: all(test(item) for test in tests)


def _label_tests(text: str) -> list[Selector]:
    return [_label_test(part.strip(), text) for part in _requirements(text)] if text.strip() else []


def _requirements(text: str) -> Iterator[str]:
    """The parts between the commas that are not in parentheses."""
    begin, is_inside = 0, False
    for found in re.finditer(r"[(),]", text):
        if found[0] != ",":
            is_inside = found[0] == "("
        elif not is_inside:
            yield text[begin : found.start()]
            begin = found.end()
    yield text[begin:]


def _label_test(part: str, text: str) -> Selector:
    match = SET.fullmatch(part) or EQUAL.fullmatch(part) or PRESENT.fullmatch(part)
    if match is None:
        raise bad_request(f"unable to parse requirement: {part!r} in the label selector {text!r}")
    key, operator = match["key"], match["operator"]
    values = frozenset(value.strip() for value in match["values"].split(","))
    return lambda item: _holds(operator, _labels(item).get(key), values)


def _labels(item: Object) -> Object:
    labels = item["metadata"].get("labels")
    return labels if isinstance(labels, dict) else {}


def _holds(operator: str, value: Any, values: frozenset[str]) -> bool:
    """Whether a label with that value, None without it, meets a requirement."""
    if operator in ("in", "=", "=="):
        return value in values
    if operator in ("notin", "!="):
        return value not in values
    if operator in ("<", ">"):
        return _is_beyond(operator, value, next(iter(values)))
    return (value is None) == (operator == "!")


def _is_beyond(operator: str, value: Any, bound: str) -> bool:
    try:
        return int(value) < int(bound) if operator == "<" else int(value) > int(bound)
    except (TypeError, ValueError):
        return False


def _field_tests(kind: str, text: str) -> list[Selector]:
    return [_field_test(kind, part) for part in text.split(",") if part.strip()]


def _field_test(kind: str, part: str) -> Selector:
    match = re.fullmatch(r"\s*([\w.]+)\s*(==?|!=)(.*)", part)
    if match is None:
        raise bad_request(f"invalid selector: {part!r}; can't understand {part!r}")
    path, operator, wanted = match.groups()
    if path not in FIELDS.get(kind, NAMES):
        raise bad_request(f"field label not supported: {path}")
    return lambda item: (field(item, path) == wanted.strip()) == (operator != "!=")


def field(item: Object, path: str) -> str:
    """The field at a path as a text, empty without it."""
    found: Any = item
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    if path == "source":
        found = found.get("component") if isinstance(found, dict) else None
    return "" if found is None else str(found).lower() if isinstance(found, bool) else str(found)
