"""The strategies draw manifests that Kubernetes accepts, and write configurations that are read as the same."""

import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from podproof.checker import strategies
from podproof.checker.strategies import configurations, manifest_of, manifests, pods
from podproof.spec.manifest import Reading, read
from podproof.spec.manifest.kinds import KINDS
from podproof.spec.pod.state import NEWEST, OLDEST

PAGE = Path(__file__).parents[2] / "docs" / "fuzz.md"
VERSIONS = st.integers(OLDEST, NEWEST)
UNSHRUNK = settings(phases=[Phase.generate], max_examples=1000)
"""To see whether something is drawn at all, the simplest example is not needed."""

FIRST = settings(phases=[Phase.generate], max_examples=1)
"""Hypothesis tries the simplest example first."""


def reading(manifest, kubernetes=NEWEST) -> Reading:
    """A manifest, read."""
    return read(["-"], kubernetes=kubernetes, stdin=io.BytesIO(json.dumps(manifest).encode()))


@settings(max_examples=50)
@given(manifests())
def test_every_manifest_is_read_without_a_diagnostic(manifest):
    found = reading(manifest)
    assert len(found.pods) == 1 and found.problems == ()


@settings(max_examples=50)
@given(st.data(), VERSIONS)
def test_every_manifest_for_an_older_version_is_read_without_an_error(data, kubernetes):
    found = reading(data.draw(manifests(kubernetes=kubernetes)), kubernetes)
    assert len(found.pods) == 1 and "error" not in [problem.severity for problem in found.problems]


@settings(max_examples=50)
@given(configurations())
def test_the_manifest_of_a_configuration_is_read_as_the_same_configuration(configuration):
    (manifest,) = reading(manifest_of(configuration), configuration.kubernetes).pods
    assert manifest.pod == configuration


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_object_is_drawn(kind):
    manifest = find(manifests(), lambda manifest: manifest["kind"] == kind, settings=UNSHRUNK)
    assert [each.kind for each in reading(manifest).pods] == [kind]


@pytest.mark.parametrize(
    "field",
    ["restartPolicyRules", "activeDeadlineSeconds", "sleep", "grpc", "httpGet", "initContainers", "schedulingGates"],
)
def test_every_field_that_matters_to_the_lifecycle_is_drawn(field):
    assert find(pods(), lambda manifest: field in json.dumps(manifest), settings=UNSHRUNK)


def test_the_simplest_pod_has_one_plain_container():
    assert find(pods(), lambda manifest: True, settings=FIRST)["spec"]["containers"] == [
        {"name": "app-0", "image": "registry.example/app:1.0", "imagePullPolicy": "Always"}
    ]


@given(pods(most_inits=0, most_regulars=1, policies=["Never"]))
def test_a_strategy_can_be_narrowed(manifest):
    assert manifest["spec"]["restartPolicy"] == "Never"
    assert "initContainers" not in manifest["spec"] and len(manifest["spec"]["containers"]) == 1


def test_the_public_names_are_sorted_and_on_the_page():
    assert sorted(strategies.__all__) == strategies.__all__
    page = PAGE.read_text(encoding="utf-8")
    assert [name for name in strategies.__all__ if f"`{name}" not in page] == []


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL))
def test_every_example_of_the_page_passes(code):
    names = {}
    exec(compile(code, str(PAGE), "exec"), names)
    tests = [each for name, each in names.items() if name.startswith("test_")]
    cases = [each("runTest").runTest for name, each in names.items() if name.startswith("Test")]
    assert tests or cases
    for test in (*tests, *cases):
        test()
