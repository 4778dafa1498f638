"""What findings read of a manifest beyond the configuration: images, commands, ports, actions of probes and hooks."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from podproof.spec.findings.commands import Sleep, sleep_of
from podproof.spec.manifest.build import HOOKS
from podproof.spec.manifest.fields import CONTAINERS
from podproof.spec.manifest.images import flaw, is_placeholder, is_valid
from podproof.spec.manifest.place import Place
from podproof.spec.manifest.predicates import ACTIONS, handlers
from podproof.spec.manifest.syntax import Node, ScalarNode, SequenceNode
from podproof.spec.pod.state import PROBES

DEFAULTS: Mapping[str, Mapping[str, object]] = {"httpGet": {"path": "/", "scheme": "HTTP"}}
"""The defaults of Kubernetes, so that two handlers are equal if they do the same."""

Target = tuple[str, Mapping[str, object]]
"""A handler with its fields by name; the port is a number where that is known."""


class Port(NamedTuple):
    """A port that a container lists; `host` is its `hostPort`."""

    name: str
    number: int | None
    host: int | None = None


class Facts(NamedTuple):
    """About one container.

    `command` is empty if the image decides what runs, `arguments` are those for its entrypoint. `image_flaw` says what
    is wrong with the name of the image.
    `missing_ports` are names of ports, and `unlisted_ports` numbers, that its probes and hooks use and nobody lists.
    """

    image: str = ""
    image_flaw: str = ""
    command: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    ports: tuple[Port, ...] = ()
    liveness_target: Target | None = None
    readiness_target: Target | None = None
    pre_stop_target: Target | None = None
    pre_stop_sleep: Sleep | None = None
    missing_ports: tuple[str, ...] = ()
    unlisted_ports: tuple[int, ...] = ()


class PodFacts(NamedTuple):
    """About the Pod as a whole; `facts` are those of its containers, `listening` the numbers in their commands."""

    facts: tuple[Facts, ...]
    host_network: bool
    host_pid: bool
    listening: "MentionedNumbers"


def pod_facts(spec: Place) -> PodFacts:
    """Read the facts about a Pod and its containers."""
    containers = [place for field in CONTAINERS for place in spec.each(field, "Container")]
    listed = {port.number for place in containers for port in ports(place)}
    numbers = MentionedNumbers(spec)
    facts = (container_facts(place) for place in containers)
    return PodFacts(
        tuple(
            each._replace(unlisted_ports=tuple(n for n in each.unlisted_ports if not (n in listed or n in numbers)))
            for each in facts
        ),
        spec.flag("hostNetwork"),
        spec.flag("hostPID"),
        numbers,
    )


def container_facts(container: Place) -> Facts:
    """Read the facts about a container."""
    listed = tuple(ports(container))
    named = {port.name: port.number for port in listed if port.name}
    lifecycle = container.inner("lifecycle", "Lifecycle")
    places = [container.inner(field, "Probe") for field in PROBES]
    places += [lifecycle.inner(field, "LifecycleHandler") for field in HOOKS] if lifecycle else []
    used = [action(place)[1].get("port") for place in places if place]
    image, pre_stop = container.text("image"), target(places[-1] if lifecycle else None, named)
    return Facts(
        image,
        "" if is_valid(image) or is_placeholder(image) else flaw(image),
        command(container),
        texts(container, "args"),
        listed,
        target(places[1], named),
        target(places[2], named),
        pre_stop,
        pre_stop_sleep(pre_stop),
        tuple(dict.fromkeys(port for port in used if isinstance(port, str) and port not in named)),
        tuple(dict.fromkeys(port for port in used if isinstance(port, int))),
    )


def command(container: Place) -> tuple[str, ...]:
    """The command with its arguments; empty without a command, because the entrypoint of the image then decides."""
    words = texts(container, "command")
    return (*words, *texts(container, "args")) if words else ()


def texts(place: Place, field: str) -> tuple[str, ...]:
    """The texts of a list."""
    values = (node.value for node in place.nodes(field) if isinstance(node, ScalarNode))
    return tuple(value for value in values if isinstance(value, str))


def pre_stop_sleep(hook: Target | None) -> Sleep | None:
    """How long the hook sleeps, as its `sleep` action or the command of its `exec` action says."""
    if hook is None:
        return None
    handler, fields = hook
    seconds, words = fields.get("seconds"), fields.get("command")
    if handler == "sleep" and isinstance(seconds, int):
        return Sleep(seconds, f"sleep {seconds}")
    is_command = handler == "exec" and isinstance(words, tuple)
    return sleep_of([str(word) for word in words]) if is_command and isinstance(words, tuple) else None


def ports(container: Place) -> Iterator[Port]:
    """The ports that a container lists."""
    for port in container.each("ports", "ContainerPort"):
        yield Port(port.text("name"), port.integer("containerPort"), port.integer("hostPort"))


class MentionedNumbers:
    """The numbers in the commands, arguments and variables of a Pod: a port among them is likely to be listened on."""

    def __init__(self, spec: Place) -> None:
        self._spec = spec

    def __contains__(self, number: int) -> bool:
        return str(number) in self._found

    @cached_property
    def _found(self) -> frozenset[str]:
        containers = [place for field in CONTAINERS for place in self._spec.each(field, "Container")]
        written = [text for place in containers for text in (*texts(place, "command"), *texts(place, "args"))]
        written += [
            str(plain(value)) for place in containers for each in place.each("env", "") if (value := each.get("value"))
        ]
        return frozenset(number for text in written for number in re.findall(r"\d+", text))


def target(probe: Place | None, named: Mapping[str, object]) -> Target | None:
    """The action of a probe; its port is a number if the container defines a port of that name."""
    if probe is None:
        return None
    handler, fields = action(probe)
    port = fields.get("port")
    known = {**fields, "port": named.get(port, port) if isinstance(port, str) else port}
    return handler, {name: value for name, value in known.items() if value is not None}


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
