"""A Pod template in an object of any kind is read, wherever an operator has put it."""

from collections.abc import Mapping

import pytest
from outcomes import Read

from podproof.spec.manifest import Reading
from podproof.spec.manifest.reading import collect, read_source
from podproof.spec.manifest.sources import SourceText
from podproof.spec.pod.state import NEWEST

POD_SPEC = "spec: {terminationGracePeriodSeconds: 5, containers: [{name: app, image: 'app:1'}]}"
TEMPLATE = f"{{metadata: {{labels: {{app: web}}}}, {POD_SPEC}}}"


def written(kind: str, spec: str, group: str = "example.com") -> str:
    """Return an object of that kind."""
    return f"apiVersion: {group}/v1\nkind: {kind}\nmetadata: {{name: web, namespace: shop}}\nspec: {spec}\n"


def reading_of(text: str, listed: Mapping[str, str] = {}) -> Reading:
    """Read a text with these places of Pod templates."""
    return collect(read_source(SourceText("web.yaml", text), NEWEST, listed))


TEMPLATES = {
    "Rollout": f"{{replicas: 4, template: {TEMPLATE}}}",
    "Elasticsearch": f"{{nodeSets: [{{count: 3, podTemplate: {TEMPLATE}}}]}}",
    "JobSet": f"{{replicatedJobs: [{{template: {{spec: {{template: {TEMPLATE}}}}}}}]}}",
}


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_pod_template_is_found_below_a_key_that_says_so(kind: str) -> None:
    [manifest] = reading_of(written(kind, TEMPLATES[kind])).pods
    assert (manifest.kind, manifest.name, manifest.pod.namespace) == (kind, "web", "shop")
    assert manifest.pod.grace_period == 5 and manifest.workload.labels == {"app": "web"}


def test_a_rollout_has_its_replicas() -> None:
    assert reading_of(written("Rollout", TEMPLATES["Rollout"])).pods[0].workload.replicas == 4


def test_each_template_of_an_object_is_a_pod_of_its_own() -> None:
    text = written(
        "TrainingJob", f"{{replicaSpecs: {{Chief: {{template: {TEMPLATE}}}, Worker: {{template: {TEMPLATE}}}}}}}"
    )
    kinds = [manifest.kind for manifest in reading_of(text).pods]
    assert kinds == ["TrainingJob.replicaSpecs.Chief", "TrainingJob.replicaSpecs.Worker"]


def test_knative_names_the_container_itself() -> None:
    text = written("Service", "{template: {spec: {containerConcurrency: 1, containers: [{image: 'app:1'}]}}}")
    result = reading_of(text.replace("example.com", "serving.knative.dev"))
    [manifest] = result.pods
    assert [member.name for member in manifest.pod.members] == ["user-container"]
    assert result.problems == ()


def test_a_part_of_a_template_that_an_operator_completes_is_no_pod() -> None:
    result = reading_of(written("Cache", "{template: {spec: {containers: [{name: app}]}}}"))
    assert (result.pods, result.problems, dict(result.skipped)) == ((), (), {"Cache": 1})


def test_a_searched_template_that_kubernetes_would_refuse_is_skipped() -> None:
    text = written("Policy", "{template: {spec: {containers: [{name: '*', image: 'app:1'}]}}}")
    assert (reading_of(text).problems, dict(reading_of(text).skipped)) == ((), {"Policy": 1})


def test_a_definition_of_a_kind_has_no_pods(reading: Read) -> None:
    text = f"{{template: {TEMPLATE}}}"
    assert dict(reading(written("CustomResourceDefinition", text)).skipped) == {"CustomResourceDefinition": 1}


def test_a_listed_place_is_read_as_strictly_as_a_deployment() -> None:
    text = written("Game", f"{{rooms: [{{pod: {TEMPLATE}}}, {{pod: {TEMPLATE.replace('app:1', 'app:2')}}}]}}")
    listed = {"Game": "spec.rooms.*.pod"}
    assert reading_of(text).pods == ()
    assert [manifest.kind for manifest in reading_of(text, listed).pods] == ["Game.rooms.0", "Game.rooms.1"]
    wrong = text.replace("{name: app, image: 'app:2'}", "{name: '*', image: app}")
    [problem] = reading_of(wrong, listed).problems
    assert (problem.severity, problem.line) == ("error", 4)
    assert problem.message == "`containers[*].name` must not be `*`"
