"""Each kind of object that makes Pods is read at its template, with what that kind allows there."""

from pathlib import Path

import pytest
from outcomes import Read, only_error

from podproof.spec.manifest import read
from podproof.spec.manifest.kinds import KINDS

SPEC = "spec: {restartPolicy: POLICY, containers: [{name: app, image: 'app:1'}]}"
TEMPLATE = f"template: {{metadata: {{labels: {{app: web}}}}, {SPEC}}}"
SELECTED = f"spec: {{selector: {{matchLabels: {{app: web}}}}, {TEMPLATE}}}"

BODIES = {
    "Pod": SPEC,
    "PodTemplate": TEMPLATE,
    "ReplicationController": f"spec: {{selector: {{app: web}}, {TEMPLATE}}}",
    "Deployment": SELECTED,
    "ReplicaSet": SELECTED,
    "StatefulSet": SELECTED.replace("selector", "serviceName: web, selector"),
    "DaemonSet": SELECTED,
    "Job": f"spec: {{activeDeadlineSeconds: 600, {TEMPLATE}}}",
    "CronJob": f"spec: {{schedule: '@daily', jobTemplate: {{spec: {{{TEMPLATE}}}}}}}",
}


def written(kind: str, policy: str, version: str = "") -> str:
    """Return a manifest of that kind whose Pod template has that policy."""
    head = f"apiVersion: {version or KINDS[kind].api_version}\nkind: {kind}\nmetadata: {{name: web, namespace: shop}}\n"
    return head + BODIES[kind].replace("POLICY", policy) + "\n"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("policy", ["Always", "OnFailure", "Never"])
def test_a_kind_takes_the_policies_that_it_allows(kind: str, policy: str, reading: Read) -> None:
    result = reading(written(kind, policy))
    if policy in KINDS[kind].policies:
        [manifest] = result.pods
        assert (manifest.kind, manifest.name, manifest.pod.namespace) == (kind, "web", "shop")
        assert manifest.pod.restart_policy == policy and result.problems == ()
    else:
        assert f"the restartPolicy of a {kind} must not be {policy}" in only_error(result)


@pytest.mark.parametrize("kind", ["Job", "CronJob"])
def test_a_job_must_say_its_policy_because_the_default_is_not_allowed(kind: str, reading: Read) -> None:
    text = written(kind, "Always").replace("restartPolicy: Always, ", "")
    assert f"the restartPolicy of a {kind} must not be Always" in only_error(reading(text))


def test_the_deadline_of_a_job_is_not_that_of_its_pod(reading: Read) -> None:
    assert reading(written("Job", "Never")).pods[0].pod.active_deadline is None


def test_a_deadline_in_the_template_of_a_job_is_that_of_its_pod(reading: Read) -> None:
    text = written("Job", "Never").replace("restartPolicy:", "activeDeadlineSeconds: 60, restartPolicy:")
    assert reading(text).pods[0].pod.active_deadline == 60


def test_a_deployment_must_not_give_its_pods_a_deadline(reading: Read) -> None:
    text = written("Deployment", "Always").replace("restartPolicy:", "activeDeadlineSeconds: 60, restartPolicy:")
    assert "a Deployment must not set activeDeadlineSeconds" in only_error(reading(text))


def test_a_deployment_without_template_has_no_containers(reading: Read) -> None:
    result = reading("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {selector: {}}\n")
    assert [problem.message for problem in result.problems] == [
        "a Pod needs at least one container", "`spec` has no `selector`",
    ]  # fmt: skip


def test_a_list_gives_its_items_with_their_own_positions(reading: Read) -> None:
    pod = "{apiVersion: v1, kind: Pod, metadata: {name: NAME}, spec: {containers: [{name: app, image: app:1}]}}"
    items = "".join(f"- {pod.replace('NAME', name)}\n" for name in ("a", "b"))
    result = reading(f"apiVersion: v1\nkind: List\nitems:\n{items}- {{apiVersion: v1, kind: Service}}\n")
    assert [(manifest.name, manifest.position[1:]) for manifest in result.pods] == [("a", (4, 3)), ("b", (5, 3))]
    assert result.skipped == {"Service": 1}


def test_the_items_of_a_pod_list_need_not_repeat_their_kind(reading: Read) -> None:
    item = "{metadata: {name: a}, spec: {containers: [{name: app, image: app:1}]}}"
    assert reading(f"apiVersion: v1\nkind: PodList\nitems: [{item}]\n").pods[0].kind == "Pod"


def test_a_list_may_be_empty(reading: Read) -> None:
    assert reading("apiVersion: v1\nkind: List\nitems: ~\n").problems == ()


def test_documents_of_one_file_are_read_one_by_one(reading: Read) -> None:
    result = reading("---\n".join(written(kind, KINDS[kind].policies[0]) for kind in KINDS))
    assert [manifest.kind for manifest in result.pods] == list(KINDS)


def test_other_kinds_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "{apiVersion: v1, kind: Service}\n---\n{apiVersion: v1, kind: Service}\n"
        "---\n{apiVersion: batch.volcano.sh/v1alpha1, kind: Job}\n"
    )
    assert read([str(tmp_path)]).skipped == {"Job": 1, "Service": 2}


@pytest.mark.parametrize("kind", ["pod", "Pods", "Deploymnt", "CronJobs", "cronjob"])
def test_a_misspelled_kind_is_not_skipped(kind: str, reading: Read) -> None:
    assert f"2:7 Kubernetes has no kind `{kind}`" in only_error(reading(f"apiVersion: v1\nkind: {kind}\n"))


VERSIONS = [
    ("Deployment", "extensions/v1beta1", 36, "apps/v1"),
    ("Pod", "apps/v1", 36, "v1"),
    ("CronJob", "batch/v1beta1", 25, "batch/v1"),
    ("CronJob", "batch/v1", 20, "batch/v1beta1"),
]


@pytest.mark.parametrize(("kind", "version", "kubernetes", "right"), VERSIONS)
def test_an_api_version_that_does_not_serve_a_kind_is_refused_with_the_right_one(
    kind: str, version: str, kubernetes: int, right: str, reading: Read
) -> None:
    result = reading(written(kind, KINDS[kind].policies[0], version), kubernetes=kubernetes)
    assert f"1:13 Kubernetes 1.{kubernetes} has no {kind} in `{version}`" in only_error(result)
    assert result.problems[0].advice == f"write `{right}`"


def test_in_1_24_a_cron_job_may_have_either_api_version(reading: Read) -> None:
    for version in ("batch/v1", "batch/v1beta1"):
        result = reading(written("CronJob", "Never", version), kubernetes=24)
        assert result.pods and not [problem for problem in result.problems if problem.severity == "error"]
