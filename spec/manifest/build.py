"""From a valid Pod spec to the configuration of the specification."""

from typing import Any, NamedTuple, cast

from podproof.spec.manifest import predicates
from podproof.spec.manifest.fields import CONTAINERS, Plain, pull_policy
from podproof.spec.manifest.images import is_placeholder, is_valid
from podproof.spec.manifest.place import Place, join
from podproof.spec.manifest.syntax import MappingNode, Node, ScalarNode, SequenceNode
from podproof.spec.pod import state

MANIFEST, DEFAULT = "manifest", "default"

PROBE_TIMES = {
    "initialDelaySeconds": "initial_delay",
    "periodSeconds": "period",
    "timeoutSeconds": "timeout",
    "successThreshold": "success_threshold",
    "failureThreshold": "failure_threshold",
    "terminationGracePeriodSeconds": "grace",
}
"""The numbers of a probe with their names in the specification."""

HOOKS = {"postStart": "post_start", "preStop": "pre_stop"}


class Setting(NamedTuple):
    """A value that affects the lifecycle, and its origin: the manifest or a default of Kubernetes."""

    path: str
    value: Plain
    origin: str


class Builder:
    """Builds one Pod and records every setting."""

    def __init__(self) -> None:
        self.settings: list[Setting] = []

    def pod(self, spec: Place, metadata: MappingNode, name: str) -> state.Pod:
        """Return the configuration of the Pod."""
        return state.Pod(
            name=name,
            namespace=metadata.text("namespace") or "default",
            finalizers=self._finalizers(metadata),
            restart_policy=self._setting(spec, "restartPolicy"),
            grace_period=self._grace_period(spec),
            active_deadline=self._setting(spec, "activeDeadlineSeconds"),
            share_process_namespace=self._setting(spec, "shareProcessNamespace"),
            readiness_gates=self._names(spec, "readinessGates", "conditionType"),
            scheduling_gates=self._names(spec, "schedulingGates", "name"),
            members=tuple(
                self._container(container)
                for containers in CONTAINERS
                for container in spec.each(containers, "Container")
            ),
            kubernetes=spec.kubernetes,
        )

    def _setting(self, place: Place, name: str) -> Any:
        value, given = place.setting(name)
        return self._note(join(place.path, name), value, given)

    def _grace_period(self, spec: Place) -> int:
        # rest.BeforeDelete and the kubelet take a negative number for 1 s.
        written, given = spec.setting("terminationGracePeriodSeconds")
        seconds = written if isinstance(written, int) and written >= 0 else 1
        return cast(int, self._note("terminationGracePeriodSeconds", seconds, given))

    def _note(self, path: str, value: Plain, given: bool) -> Any:
        self.settings.append(Setting(path, value, MANIFEST if given else DEFAULT))
        return value

    def _names(self, spec: Place, field: str, key: str) -> tuple[str, ...]:
        names = tuple(gate.text(key) for gate in spec.each(field, ""))
        return cast(tuple[str, ...], self._note(join(spec.path, field), names, bool(names)))

    def _finalizers(self, metadata: MappingNode) -> tuple[str, ...]:
        listed = metadata.get("finalizers")
        names = tuple(map(summary, listed.items)) if isinstance(listed, SequenceNode) else ()
        return cast(tuple[str, ...], self._note("metadata.finalizers", names, bool(names)))

    def _container(self, container: Place) -> state.Container:
        kind = predicates.kind(container)
        policy, given = container.setting("imagePullPolicy")
        if not given:
            policy = pull_policy(container.text("image"))
        settings: dict[str, Any] = {
            "own_policy": self._own_policy(container),
            "exit_rules": tuple(map(self._exit_rule, container.each("restartPolicyRules", "ContainerRestartRule"))),
            "image_name_is_valid": is_valid(container.text("image")) or is_placeholder(container.text("image")),
            "image_pull_policy": self._note(join(container.path, "imagePullPolicy"), policy, given),
        }
        if kind in ("sidecar", "regular"):
            settings |= {ours: self._probe(container, field) for field, ours in state.PROBES.items()}
            settings |= {ours: self._hook(container, field) for field, ours in HOOKS.items()}
        return state.Container(name=container.text("name"), kind=cast(Any, kind), **settings)

    def _own_policy(self, container: Place) -> str:
        value, given = container.setting("restartPolicy")
        applies = value if given else predicates.policy(predicates.spec_of(container))
        self._note(join(container.path, "restartPolicy"), applies, given)
        return str(value)

    def _exit_rule(self, rule: Place) -> state.ExitRule:
        codes = rule.inner("exitCodes", "ContainerRestartRuleOnExitCodes")
        assert codes is not None
        return state.ExitRule(
            action=self._setting(rule, "action"),
            operator=self._setting(codes, "operator"),
            codes=self._note(join(codes.path, "values"), codes.integers("values"), True),
        )

    def _probe(self, container: Place, field: str) -> state.Probe | None:
        probe = container.inner(field, "Probe")
        if probe is None:
            return cast(None, self._note(join(container.path, field), None, False))
        handler = cast(Any, self._handler(probe))
        return state.Probe(handler, **{ours: self._setting(probe, name) for name, ours in PROBE_TIMES.items()})

    def _hook(self, container: Place, field: str) -> state.Hook | None:
        lifecycle = container.inner("lifecycle", "Lifecycle")
        hook = lifecycle.inner(field, "LifecycleHandler") if lifecycle else None
        if hook is None:
            return cast(None, self._note(join(container.path, f"lifecycle.{field}"), None, False))
        return state.Hook(cast(Any, self._handler(hook)), predicates.seconds(hook))

    def _handler(self, place: Place) -> str:
        handler = predicates.handlers(place)[0]
        node = place.get(handler)
        assert node is not None
        self._note(join(place.path, handler), summary(node), True)
        return handler


def summary(node: Node) -> str:
    """Return the fields of a handler on one line."""
    if isinstance(node, ScalarNode):
        return str(node.value)
    if isinstance(node, SequenceNode):
        return " ".join(map(summary, node.items))
    return ", ".join(f"{name} {summary(entry.node)}" for name, entry in node.entries.items())
