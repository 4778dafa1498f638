"""What findings ask of a manifest beyond the configuration of the lifecycle: ports, and what probes and hooks do."""

from collections.abc import Mapping
from typing import NamedTuple

from podproof.spec.manifest.build import HOOKS, PROBES
from podproof.spec.manifest.place import Place
from podproof.spec.manifest.predicates import ACTIONS, handlers
from podproof.spec.manifest.syntax import Node, ScalarNode, SequenceNode

DEFAULTS: Mapping[str, Mapping[str, object]] = {"httpGet": {"path": "/", "scheme": "HTTP"}}
"""What Kubernetes fills in, so that two handlers are equal if they do the same."""

Target = tuple[str, object]
"""A handler and what it does: values of fields by name, the port as a number where that is known."""


class Facts(NamedTuple):
    """Of one container: its ports, what its probes do, and the names of ports that it uses and does not have."""

    ports: tuple[object, ...] = ()
    liveness_target: Target | None = None
    readiness_target: Target | None = None
    missing_ports: tuple[str, ...] = ()


def facts(container: Place) -> Facts:
    """Read them off the place of a container."""
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
    """The ports of a container by their names; one that has none goes by its number."""
    listed = container.each("ports", "ContainerPort")
    return {port.text("name") or str(port.integer("containerPort")): port.integer("containerPort") for port in listed}


def target(probe: Place | None, named: Mapping[str, object]) -> Target | None:
    """What a probe does, its port as a number if the container has one of that name."""
    if probe is None:
        return None
    handler, fields = action(probe)
    port = fields.get("port")
    known = {**fields, "port": named.get(port, port) if isinstance(port, str) else port}
    return handler, tuple(sorted(known.items(), key=lambda field: field[0]))


def action(place: Place) -> tuple[str, Mapping[str, object]]:
    """The handler of a probe or a hook, and its fields as they apply."""
    handler = handlers(place)[0]
    inner = place.inner(handler, ACTIONS[place.type][handler])
    written = {name: plain(entry.node) for name, entry in inner.node.entries.items()} if inner else {}
    return handler, {**DEFAULTS.get(handler, {}), **{name: value for name, value in written.items() if value != ""}}


def plain(node: Node) -> object:
    """A value without its position; null is as good as an empty text."""
    if isinstance(node, ScalarNode):
        return "" if node.value is None else node.value
    if isinstance(node, SequenceNode):
        return tuple(map(plain, node.items))
    return tuple(sorted((name, plain(entry.node)) for name, entry in node.entries.items()))
