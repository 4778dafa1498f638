"""Declared behavior limits what can happen to a container, and has no other effect."""

import pytest
from examples import written

from podproof.checker.compile import Compiled
from podproof.checker.engines.choice import run_engine
from podproof.checker.gate.configuration import DEFAULT, BehaviorTable
from podproof.checker.gate.declarations import with_declarations
from podproof.spec.findings.behavior import BEHAVING, BEHAVIORS, GUARDS
from podproof.spec.manifest import read
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Container, Pod


def reachable(condition, *, restart_policy="Never", behavior=(), gates=(), unset=()):
    """Whether the one container of a Pod without faults can get into the situation."""
    pod = Pod("pod", (Container("app", behavior=behavior),), restart_policy=restart_policy, readiness_gates=gates)
    compiled = Compiled(BEHAVING, pod._replace(unset_gates=unset), ())
    _, engine, size = run_engine(compiled.model)
    assert size.complete
    return engine.reachable(compiled.formula(condition, 0))


@pytest.mark.parametrize(
    ("behavior", "possible", "impossible"),
    [
        ((), ["was_killed", "has_exited and is_alive and nobody_terminated_it", "exited_zero"], []),
        (("never-exits",), ["was_killed", "exited_zero"], ["has_exited and is_alive and nobody_terminated_it"]),
        (("ends-on-sigterm",), ["exited_zero and is_alive"], ["was_killed"]),
        (("ignores-sigterm", "never-exits"), ["was_killed"], ["exited_zero", "exited_nonzero"]),
    ],
)
def test_declared_behavior_limits_how_the_container_can_end(behavior, possible, impossible):
    assert [condition for condition in possible if not reachable(condition, behavior=behavior)] == []
    assert [condition for condition in impossible if reachable(condition, behavior=behavior)] == []


def test_a_pod_with_a_gate_that_nobody_sets_is_never_ready():
    gates = ("example.com/gate",)
    assert reachable("ready_condition_is_true", gates=gates)
    assert not reachable("ready_condition_is_true", gates=gates, unset=gates)


def test_without_declarations_the_model_is_unchanged():
    pod = Pod("pod", (Container("init", "init"), Container("app")), readiness_gates=("example.com/gate",))
    before, after = (Compiled(each, pod).model for each in (LIFECYCLE, BEHAVING))
    assert before.variables == after.variables
    assert [(each.event, each.guard, each.updates) for each in before.actions] == [
        (each.event, each.guard, each.updates) for each in after.actions
    ]


def test_every_narrowed_guard_belongs_to_a_leading_transition():
    led = {rule.event for machine in LIFECYCLE.machines for rule in machine.transitions if rule.leading}
    assert set(GUARDS) <= led
    assert all(hasattr(BEHAVING.predicates, predicate) for predicate in GUARDS.values())


MANIFEST = """
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    podproof.dev/never-exits: app
spec:
  readinessGates:
  - conditionType: example.com/one
  - conditionType: example.org/two
  initContainers:
  - name: vault-agent
    image: registry.example.com/vault-agent:1.2
    restartPolicy: Always
  containers:
  - name: app
    image: example.com/app:1
"""


@pytest.fixture
def manifest(tmp_path):
    path = tmp_path / "pod.yaml"
    path.write_text(MANIFEST, encoding="utf-8")
    (found,) = read([str(path)]).pods
    return found


def test_patterns_of_names_and_images_select_containers(manifest):
    configuration = DEFAULT._replace(
        containers=(
            BehaviorTable(image="*/vault-agent:*", behavior=("ends-on-sigterm",)),
            BehaviorTable(name="app", needs=("vault-*",)),
        ),
        gates_set=("*.com/*",),
    )
    pod = with_declarations(manifest, configuration).pod
    assert [(each.behavior, each.needs) for each in pod.members] == [
        (("ends-on-sigterm",), ()),
        (("never-exits",), ("vault-agent",)),
    ]
    assert pod.unset_gates == ("example.org/two",)


def test_the_british_spelling_of_the_key_declares_the_same(manifest):
    configuration = DEFAULT._replace(containers=(BehaviorTable(name="vault-*", behaviour=("ignores-sigterm",)),))
    assert with_declarations(manifest, configuration).pod.members[0].behavior == ("ignores-sigterm",)


def test_an_annotation_can_declare_every_behavior(tmp_path):
    for name in BEHAVIORS:
        path = tmp_path / "pod.yaml"
        path.write_text(MANIFEST.replace("never-exits", name), encoding="utf-8")
        (found,) = read([str(path)]).pods
        assert with_declarations(found, DEFAULT).pod.members[1].behavior == (name,)


def test_declared_behavior_violates_no_law_of_kubernetes(tmp_path):
    assert written(tmp_path, MANIFEST) == []
