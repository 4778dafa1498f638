"""What findings read of a manifest beyond the lifecycle's configuration: ports, actions of probes and hooks."""

from collections.abc import Mapping
from typing import NamedTuple

from podproof.spec.manifest.build import HOOKS
from podproof.spec.manifest.place import Place
from podproof.spec.manifest.predicates import ACTIONS, handlers
from podproof.spec.manifest.syntax import Node, ScalarNode, SequenceNode
from podproof.spec.pod.state import PROBES

DEFAULTS: Mapping[str, Mapping[str, object]] = {"httpGet": {"path": "/", "scheme": "HTTP"}}
"""The defaults of Kubernetes, so that two handlers are equal if they do the same."""

Target = tuple[str, object]
"""A handler with its fields by name; the port is a number where that is known."""


class Facts(NamedTuple):
    """About one container: its ports, the actions of its probes, and port names that it uses but does not define."""

    ports: tuple[object, ...] = ()
    liveness_target: Target | None = None
    readiness_target: Target | None = None
    missing_ports: tuple[str, ...] = ()


def facts(container: Place) -> Facts:
    """Read the facts about a container."""
    named = ports(container)
    lifecycle = container.inner("lifecycle", "Lifecycle")
    places = [container.inner(field, "Probe") for field in PROBES]
    places += [lifecycle.inner(field, "LifecycleHandler") for field in HOOKS] if lifecycle else []
    used = [action(place)[1].get("port") for place in places if place]
    return Facts(
        tuple(named),
        target(container.inner("livenessProbe", "Probe"), named),
        target(container.inner("readinessProbe", "Probe"), named),
        tuple(dict.fromkeys(port for port in used if isinstance(port, str) and port not in named)),
    )


def ports(container: Place) -> Mapping[str, object]:
    """The ports of a container by name; a port without a name is listed by its number."""
    listed = container.each("ports", "ContainerPort")
    return {port.text("name") or str(port.integer("containerPort")): port.integer("containerPort") for port in listed}


def target(probe: Place | None, named: Mapping[str, object]) -> Target | None:
    """The action of a probe; its port is a number if the container defines a port of that name."""
    if probe is None:
        return None
    handler, fields = action(probe)
    port = fields.get("port")
    known = {**fields, "port": named.get(port, port) if isinstance(port, str) else port}
    return handler, tuple(sorted(known.items(), key=lambda field: field[0]))


def action(place: Place) -> tuple[str, Mapping[str, object]]:
    """The handler of a probe or a hook, and its fields with their defaults."""
    handler = handlers(place)[0]
    inner = place.inner(handler, ACTIONS[place.type][handler])
    written = {name: plain(entry.node) for name, entry in inner.node.entries.items()} if inner else {}
    return handler, {**DEFAULTS.get(handler, {}), **{name: value for name, value in written.items() if value != ""}}


def plain(node: Node) -> object:
    """A value without its position; null equals an empty text."""
    if isinstance(node, ScalarNode):
        return "" if node.value is None else node.value
    if isinstance(node, SequenceNode):
        return tuple(map(plain, node.items))
    return tuple(sorted((name, plain(entry.node)) for name, entry in node.entries.items()))
