"""Pods of one shape have the same lives: what is decided of the shape is true of the Pod."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from podproof.checker.compile import compile_pod
from podproof.checker.exploration import Options, explore
from podproof.checker.gate.configuration import DEFAULT, configured
from podproof.checker.gate.configurations import shape, stand_ins
from podproof.checker.gate.findings import BEHAVING, asked, decided, declared, results
from podproof.spec import findings
from podproof.spec.findings import FINDINGS
from podproof.spec.manifest import read
from podproof.spec.pod.laws import LAWS
from podproof.spec.pod.state import Hook
from podproof.spec.strategies import shapes

SENTENCES = sorted(
    {condition for law in LAWS for condition in (law.when, law.then, law.given) if condition}
    | {condition for each in FINDINGS for condition in (each.reachable, each.never) if condition}
)
ASKING = [each.name for each in FINDINGS if each.asks_the_model]


def said(pod):
    """All that the model is, and all that laws and findings ask of it; names aside."""
    compiled = compile_pod(BEHAVING, pod)
    formulas = [
        [compiled.formula(condition, component) for component in compiled.subjects(condition)]
        for condition in SENTENCES
    ]
    variables = [variable._replace(name="") for variable in compiled.model.variables]
    return variables, compiled.model.actions, formulas


@given(st.data())
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
def test_the_model_of_a_pod_is_that_of_its_shape(data):
    pod = data.draw(shapes())
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
    assert said(drawn) == said(shape(drawn))


def test_pods_that_differ_in_names_and_durations_alone_have_one_shape():
    (first,) = read(["spec/pod/examples/web.yaml"]).pods
    members = tuple(member._replace(name=f"other-{number}") for number, member in enumerate(first.pod.members))
    second = first.pod._replace(name="other", namespace="elsewhere", members=members, grace_period=45)
    assert shape(first.pod) == shape(second)


def test_the_shape_of_a_shape_is_itself():
    (manifest,) = read(["spec/pod/examples/web.yaml"]).pods
    assert shape(shape(manifest.pod)) == shape(manifest.pod)


@pytest.mark.parametrize("name", ASKING)
def test_what_the_gate_says_by_shape_is_what_it_says_of_the_pod_itself(name):
    path, beside = findings.example(name)
    configuration = configured(named=str(beside)) if beside.exists() else DEFAULT
    options = Options(laws=("never-means-once",))
    for manifest in read([str(path)], kubernetes=configuration.kubernetes).pods:
        manifest = declared(manifest, configuration)
        those = asked(manifest, configuration)
        of_itself = decided(explore(BEHAVING, manifest.pod, options), those)
        of_shape = decided(explore(BEHAVING, shape(manifest.pod), options), those).renamed(stand_ins(manifest.pod))
        assert results(manifest, of_shape, configuration) == results(manifest, of_itself, configuration)
