"""Stages in YAML files: what is wrong with one is a problem with its place, and stops no other."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from podproof.checker.stages.selectors import OPERATORS, SelectorRequirement, UnknownExpression, expression
from podproof.checker.stages.templates import NotRendered, Part, parse
from podproof.spec.manifest import yaml_text
from podproof.spec.manifest.nodes import MappingNode, Node, SequenceNode
from podproof.spec.manifest.problems import Malformed, printable, quoted
from podproof.spec.observation.yaml_documents import value

LARGEST = 10_000_000
"""Bytes of a file; kwok's own stages are of a few thousand."""

MOST_STAGES = 500

GROUP = "kwok.x-k8s.io/"


class StageProblem(NamedTuple):
    """Something that could not be read; line 0 is the whole file."""

    file: str
    line: int
    message: str


class StageStep(NamedTuple):
    """What a stage does, one field of each: a patch of the status (or of all else), finalizers, or a deletion."""

    template: tuple[Part, ...] | None = None
    root: str = ""
    of_status: bool = True
    is_strategic: bool = True
    finalizers: Mapping[str, Any] | None = None
    deletes: bool = False


class KwokStage(NamedTuple):
    """A stage; `undecided` says what in it is not understood, empty if it is."""

    file: str
    line: int
    name: str
    kind: str
    labels: Mapping[str, str]
    annotations: Mapping[str, str]
    requirements: tuple[SelectorRequirement, ...]
    keys: tuple[tuple[str, str, tuple[str, ...]], ...]
    weight: int | None
    steps: tuple[StageStep, ...]
    undecided: str = ""


class OwnPod(NamedTuple):
    """A Pod beside the stages, on which they are tried."""

    name: str
    metadata: Mapping[str, Any]
    spec: Mapping[str, Any]


class Wrong(ValueError):
    """A field of a stage that the API server would refuse."""


def stages(file: str, data: bytes) -> Iterator[KwokStage | OwnPod | StageProblem]:
    """The stages and Pods of a file; other objects are skipped, and a file without any is a problem."""
    if len(data) > LARGEST:
        yield StageProblem(file, 0, f"more than {LARGEST:,} bytes: give it files of stages only")
        return
    count = 0
    try:
        for node in yaml_text.trees(data.decode("utf-8", "replace")):
            for each in _objects(node):
                count += 1
                yield _read(file, each)
                if count == MOST_STAGES:
                    yield StageProblem(file, each.line, f"{MOST_STAGES} objects were read, and no more: split the file")
                    return
    except Malformed as malformed:
        yield StageProblem(file, malformed.diagnostic.line, f"{malformed}; {malformed.diagnostic.advice}")
    else:
        if not count:
            yield StageProblem(file, 0, f"no Stage of {GROUP}v1alpha1 in it: give it files of kwok stages")


def _objects(node: Node) -> Iterator[MappingNode]:
    """The stages and Pods of a document, which may be a list."""
    if isinstance(node, MappingNode):
        kind, group, items = node.text("kind"), node.text("apiVersion"), node.get("items")
        if (kind == "Stage" and group.startswith(GROUP)) or (kind == "Pod" and group == "v1"):
            yield node
        elif kind in ("List", "StageList") and isinstance(items, SequenceNode):
            for item in items.items:
                yield from _objects(item)


def _read(file: str, node: MappingNode) -> KwokStage | OwnPod | StageProblem:
    data = value(node)
    kind = str(data["kind"])
    name = data["metadata"].get("name") if isinstance(data.get("metadata"), dict) else None
    title = f"{kind} {quoted(name)}" if isinstance(name, str) and name else f"a {kind} without metadata.name"
    try:
        if kind == "Pod":
            return _pod(printable(str(name or "")), data)
        return _stage(file, node.line, printable(str(name or "")), _get(data, "spec", dict, {}))
    except ValueError as wrong:
        return StageProblem(file, node.line, f"{title}: {wrong}; correct it, or leave it out")


def _pod(name: str, data: Mapping[str, Any]) -> OwnPod:
    spec = _get(data, "spec", dict, {})
    for each in ("containers", "initContainers"):
        if not all(isinstance(container.get("name"), str) for container in _maps(spec, each)):
            raise Wrong(f"a container in {each} has no name")
    if not spec.get("containers"):
        raise Wrong("spec.containers is empty")
    meta = _get(data, "metadata", dict, {})
    kept = {each: _strings(meta, each) for each in ("labels", "annotations")}
    return OwnPod(name, {**kept, "ownerReferences": _maps(meta, "ownerReferences")}, spec)


def _get(data: Mapping[str, Any], name: str, kind: type, default: Any) -> Any:
    found = data.get(name)
    if found is None:
        return default
    if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
        raise Wrong(f"{name} is not a {KINDS[kind]}")
    return found


KINDS: Mapping[type, str] = {dict: "map", list: "list", str: "text", int: "whole number", bool: "true or false"}


def _stage(file: str, line: int, name: str, spec: Mapping[str, Any]) -> KwokStage:
    kind = _get(_get(spec, "resourceRef", dict, {}), "kind", str, "")
    if not kind:
        raise Wrong("spec.resourceRef.kind is missing")
    selector = _get(spec, "selector", dict, {})
    undecided, keys, requirements = "", [], []
    for each in _maps(selector, "matchExpressions"):
        jq = _get(each, "jq", dict, each)
        if "cel" in each:
            undecided = undecided or "a selector in CEL"
            continue
        keys.append((_get(jq, "key", str, ""), _get(jq, "operator", str, ""), _texts(jq, "values")))
        try:
            requirements.append(_requirement(*keys[-1]))
        except UnknownExpression as unknown:
            undecided = undecided or str(unknown)
    weight = None if "weightFrom" in spec else _get(spec, "weight", int, 0)
    found, is_selected = KwokStage(file, line, name, kind, {}, {}, (), (), weight, ()), spec.get("selector") is not None
    found = found._replace(
        labels=_strings(selector, "matchLabels"),
        annotations=_strings(selector, "matchAnnotations"),
        requirements=tuple(requirements),
        keys=tuple(keys),
        undecided=undecided or ("" if is_selected else "no selector, so kwok never applies it"),
    )
    try:
        return found._replace(steps=tuple(_steps(spec)))
    except NotRendered as missing:
        return found._replace(undecided=undecided or str(missing))


def _requirement(key: str, operator: str, values: tuple[str, ...]) -> SelectorRequirement:
    if operator not in OPERATORS:
        raise Wrong(f"the operator {operator!r} of a selector is none of {', '.join(OPERATORS)}")
    if bool(values) != (operator in ("In", "NotIn")):
        raise Wrong(f"the operator {operator} of a selector {'has' if values else 'needs'} values")
    return SelectorRequirement(expression(key), operator, values)


def _steps(spec: Mapping[str, Any]) -> Iterator[StageStep]:
    """The steps of a stage, and those of the older field `next`, in the order in which kwok takes them."""
    old = _get(spec, "next", dict, {})
    yield from _step({name: old[name] for name in ("finalizers", "delete") if name in old})
    for patch in _maps(old, "patches"):
        yield _patch(patch)
    if template := _get(old, "statusTemplate", str, ""):
        yield StageStep(parse(template), "status")
    for step in _maps(spec, "steps"):
        yield from _step(step)


def _step(step: Mapping[str, Any]) -> Iterator[StageStep]:
    if finalizers := _get(step, "finalizers", dict, {}):
        yield StageStep(finalizers=finalizers)
    if _get(step, "delete", bool, False):
        yield StageStep(deletes=True)
    if patch := _get(step, "patch", dict, {}):
        yield _patch(patch)
    if "apply" in step:
        raise NotRendered("a step that applies an object")


def _patch(patch: Mapping[str, Any]) -> StageStep:
    kind = _get(patch, "type", str, "")
    if kind not in ("", "merge", "strategic"):
        raise NotRendered(f"a patch of type {kind}")
    template = parse(_get(patch, "template", str, ""))
    of_status = _get(patch, "subresource", str, "") == "status"
    return StageStep(template, _get(patch, "root", str, ""), of_status, kind != "merge")


def _maps(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = _get(data, name, list, [])
    if not all(isinstance(each, dict) for each in found):
        raise Wrong(f"{name} is not a list of maps")
    return found


def _texts(data: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = _get(data, name, list, [])
    if not all(isinstance(each, str) for each in found):
        raise Wrong(f"{name} is not a list of texts")
    return tuple(found)


def _strings(data: Mapping[str, Any], name: str) -> Mapping[str, str]:
    found: Mapping[str, str] = _get(data, name, dict, {})
    if not all(isinstance(each, str) for each in found.values()):
        raise Wrong(f"{name} is not a map of texts")
    return found
