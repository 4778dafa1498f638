"""A Pod has the same executions as its canonical configuration: a verdict on one holds for the other."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from podproof.checker.compile import Compiled
from podproof.checker.exploration import Options, explore
from podproof.checker.gate.clock import ManifestClock
from podproof.checker.gate.configuration import DEFAULT, read_configuration
from podproof.checker.gate.configurations import canonical, stand_ins
from podproof.checker.gate.findings import BEHAVING, model_answer, questions, results, with_declarations
from podproof.spec import findings
from podproof.spec.findings import FINDINGS
from podproof.spec.manifest import read
from podproof.spec.pod.laws import LAWS
from podproof.spec.pod.state import Hook
from podproof.spec.strategies import configurations

CONDITIONS = sorted(
    {condition for law in LAWS for condition in (law.when, law.then, law.given) if condition}
    | {condition for each in FINDINGS for condition in (each.reachable, each.never) if condition}
)
ASKING = [each.name for each in FINDINGS if each.asks_the_model]


def model_of(pod):
    """The model and the formulas of all laws and findings, without names."""
    compiled = Compiled(BEHAVING, pod)
    formulas = [
        [compiled.formula(condition, component) for component in compiled.subjects(condition)]
        for condition in CONDITIONS
    ]
    variables = [variable._replace(name="") for variable in compiled.model.variables]
    return variables, compiled.model.actions, formulas


@given(st.data())
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
def test_a_pod_and_its_canonical_configuration_have_the_same_model(data):
    pod = data.draw(configurations())
    seconds = data.draw(st.integers(0, 40))
    hook = Hook("sleep", seconds)
    threshold, delay = data.draw(st.integers(1, 300)), data.draw(st.integers(0, 60))
    members = tuple(
        member._replace(
            pre_stop=member.pre_stop and hook,
            startup_probe=member.startup_probe
            and member.startup_probe._replace(handler="httpGet", failure_threshold=threshold, initial_delay=delay),
        )
        for member in pod.members
    )
    drawn = pod._replace(members=members, grace_period=data.draw(st.integers(0, 90)), active_deadline=seconds or None)
    assert model_of(drawn) == model_of(canonical(drawn))


def test_pods_that_differ_only_in_names_and_durations_have_one_canonical_configuration():
    (first,) = read(["spec/pod/examples/web.yaml"]).pods
    members = tuple(member._replace(name=f"other-{number}") for number, member in enumerate(first.pod.members))
    second = first.pod._replace(name="other", namespace="elsewhere", members=members, grace_period=45)
    assert canonical(first.pod) == canonical(second)


def test_a_canonical_configuration_is_its_own_canonical_configuration():
    (manifest,) = read(["spec/pod/examples/web.yaml"]).pods
    assert canonical(canonical(manifest.pod)) == canonical(manifest.pod)


@pytest.mark.parametrize("name", list(ASKING)[::2])
def test_results_from_the_canonical_configuration_equal_results_from_the_pod(name):
    path, beside = findings.example(name)
    configuration = read_configuration(named=str(beside)) if beside.exists() else DEFAULT
    options = Options(laws=("never-means-once",))
    for manifest in read([str(path)], kubernetes=configuration.kubernetes).pods:
        manifest = with_declarations(manifest, configuration)
        clock = ManifestClock(manifest, configuration)
        those = questions(clock)
        of_itself = model_answer(explore(BEHAVING, manifest.pod, options), those)
        of_canonical = model_answer(explore(BEHAVING, canonical(manifest.pod), options), those).restore_names(
            stand_ins(manifest.pod)
        )
        assert results(clock, of_canonical) == results(clock, of_itself)
