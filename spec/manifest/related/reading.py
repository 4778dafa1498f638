"""Read the objects that steer the lifecycle of Pods from outside."""

import re
from collections.abc import Callable, Mapping

from podproof.spec.manifest.kinds import KINDS
from podproof.spec.manifest.place import NOTHING, Place, whole
from podproof.spec.manifest.problems import Position
from podproof.spec.manifest.related.objects import (
    Autoscaler,
    DisruptionBudget,
    Ingress,
    NamedObject,
    Pods,
    RelatedObject,
    Requirement,
    Selector,
    Service,
    ServicePort,
)
from podproof.spec.manifest.related.references import references
from podproof.spec.manifest.related.workload import amount, flag, text, texts
from podproof.spec.manifest.syntax import MappingNode, Node, SequenceNode
from podproof.spec.pod.state import NEWEST

Identity = tuple[str, str, Position]
"""Name, namespace and position."""


def may_have_related_objects(text: str) -> bool:
    """Whether a text names a kind of related object; without one it need not be parsed to find any."""
    return MENTIONS.search(text) is not None


def related_object(node: MappingNode, file: str) -> RelatedObject | None:
    """Read an object of the file if it is of a kind that can concern Pods, or makes them."""
    read = READERS.get((node.text("apiVersion").rpartition("/")[0], node.text("kind")), _pods)
    metadata = node.inner("metadata") or NOTHING
    name = metadata.text("name")
    return read(node, (name, metadata.text("namespace"), Position(file, node.line, node.column))) if name else None


def _pods(node: MappingNode, identity: Identity) -> Pods | None:
    """The Pods of a workload, or of an object of another kind that has a template at the usual place."""
    kind = KINDS.get(node.text("kind"))
    template = node.inner(*(kind.template if kind else ("spec", "template")))
    if template is None or not (kind or template.inner("spec")):
        return None
    spec = Place("PodSpec", template.inner("spec") or NOTHING, "", "", NEWEST, kind or KINDS["Deployment"])
    labels = texts((template.inner("metadata") or NOTHING).inner("labels"))
    names = dict.fromkeys(each.name for each in references(spec) if each.kind == "ConfigMap")
    name, namespace, position = identity
    return Pods(position.file, node.text("kind"), name, namespace, labels, tuple(names))


def _service(node: MappingNode, identity: Identity) -> Service | None:
    spec = node.inner("spec") or NOTHING
    selector = texts(spec.inner("selector"))
    if not selector:  # its endpoints are not made from Pods
        return None
    ports = tuple(map(_port, _maps(spec.get("ports"))))
    return Service(
        *identity,
        Selector(selector),
        ports,
        spec.text("type") or "ClusterIP",
        spec.text("clusterIP") == "None",
        flag(spec.get("publishNotReadyAddresses")) or False,
    )


def _port(port: MappingNode) -> ServicePort:
    number = whole(port.get("port"))
    target = amount(port.get("targetPort"))
    return ServicePort(port.text("name"), number, target or number, port.text("protocol") or "TCP")


def _ingress(node: MappingNode, identity: Identity) -> Ingress:
    spec = node.inner("spec") or NOTHING
    backends = [spec.inner("defaultBackend"), spec.inner("backend")]
    for rule in _maps(spec.get("rules")):
        backends += [path.inner("backend") for path in _maps((rule.inner("http") or NOTHING).get("paths"))]
    services = (_backend(each) for each in backends if each)
    return Ingress(*identity, tuple(dict.fromkeys(filter(None, services))))


def _backend(backend: MappingNode) -> str:
    service = backend.inner("service")
    return service.text("name") if service else backend.text("serviceName")


def _budget(node: MappingNode, identity: Identity) -> DisruptionBudget | None:
    spec = node.inner("spec") or NOTHING
    selector = spec.inner("selector")
    if selector is None:  # it selects no Pod
        return None
    amounts = amount(spec.get("minAvailable")), amount(spec.get("maxUnavailable"))
    return DisruptionBudget(*identity, _selector(selector), *amounts)


def _selector(node: MappingNode) -> Selector:
    requirements = (
        Requirement(each.text("key"), each.text("operator"), _texts(each.get("values")))
        for each in _maps(node.get("matchExpressions"))
    )
    return Selector(texts(node.inner("matchLabels")), tuple(requirements))


def _autoscaler(node: MappingNode, identity: Identity) -> Autoscaler:
    spec = node.inner("spec") or NOTHING
    target = spec.inner("scaleTargetRef") or NOTHING
    least = whole(spec.get("minReplicas"))
    bounds = 1 if least is None else least, whole(spec.get("maxReplicas"))
    return Autoscaler(*identity, target.text("kind"), target.text("name"), *bounds)


def _named(node: MappingNode, identity: Identity) -> NamedObject:
    return NamedObject(node.text("kind"), *identity)


def _data(node: MappingNode, identity: Identity) -> NamedObject:
    parts = (node.inner(field) for field in ("data", "stringData", "binaryData"))
    return _named(node, identity)._replace(keys=tuple(key for part in parts if part for key in part.entries))


def _claim(node: MappingNode, identity: Identity) -> NamedObject:
    spec = node.inner("spec") or NOTHING
    return _named(node, identity)._replace(access_modes=_texts(spec.get("accessModes")))


READERS: Mapping[tuple[str, str], Callable[[MappingNode, Identity], RelatedObject | None]] = {
    ("", "Service"): _service,
    ("", "ConfigMap"): _data,
    ("", "Secret"): _data,
    ("", "ServiceAccount"): _named,
    ("", "PersistentVolumeClaim"): _claim,
    ("networking.k8s.io", "Ingress"): _ingress,
    ("extensions", "Ingress"): _ingress,
    ("policy", "PodDisruptionBudget"): _budget,
    ("autoscaling", "HorizontalPodAutoscaler"): _autoscaler,
}
"""How to read each kind, by its API group; an object that concerns no Pod is read as None."""

MENTIONS = re.compile(rf"kind[\"']?\s*:\s*[\"']?({'|'.join(kind for _, kind in READERS)}|Pod)\b|\btemplate[\"']?\s*:")


def _maps(node: Node | None) -> list[MappingNode]:
    items = node.items if isinstance(node, SequenceNode) else []
    return [each for each in items if isinstance(each, MappingNode)]


def _texts(node: Node | None) -> tuple[str, ...]:
    items = node.items if isinstance(node, SequenceNode) else []
    return tuple(value for each in items if (value := text(each)) is not None)
