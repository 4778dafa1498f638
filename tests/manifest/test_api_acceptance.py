"""What the API server accepts is accepted, whatever OpenAPI calls required or a linter finds odd."""

import pytest
from outcomes import Read, only_error

ACCEPTED = {
    "a sysctl without value": "securityContext: {sysctls: [{name: kernel.sem}]}",
    "an iSCSI volume without lun": "volumes: [{name: v, iscsi: {targetPortal: a, iqn: 'iqn.2001-04.com.x:y'}}]",
    "a volume without source, which is an emptyDir": "volumes: [{name: v}]",
    "an empty restart policy, which is the default": "restartPolicy: ''",
    "a toleration of everything": "tolerations: [{operator: Exists}]",
    "a host name in an address list": "hostAliases: [{ip: '::1', hostnames: [a.b]}]",
    "a quantity with an exponent": "overhead: {memory: 1e3}",
    "a search domain with underscore": "dnsConfig: {searches: [_a.b, .]}",
}
"""Fields of a Pod beside a container."""

CONTAINERS = {
    "a header without value": "livenessProbe: {httpGet: {port: 80, httpHeaders: [{name: X}]}}",
    "equal ports of two protocols": "ports: [{containerPort: 80}, {containerPort: 80, protocol: UDP}]",
    "a variable with any name": "env: [{name: 'a b-c'}]",
    "a fraction of a CPU as a number": "resources: {requests: {cpu: 0.5}, limits: {cpu: '1'}}",
    "equal amounts in two notations": "resources: {requests: {memory: 1024Mi}, limits: {memory: 1Gi}}",
    "a device with a limit only": "resources: {limits: {example.com/gpu: 1}}",
    "a label as a variable": "env: [{name: A, valueFrom: {fieldRef: {fieldPath: \"metadata.labels['a']\"}}}]",
}
"""Fields of the container of a Pod."""


@pytest.mark.parametrize("case", ACCEPTED)
def test_a_pod_may_have(case: str, reading_spec: Read) -> None:
    result = reading_spec(f"{ACCEPTED[case]}\ncontainers: [{{name: app, image: app:1}}]")
    assert len(result.pods) == 1 and result.problems == ()


@pytest.mark.parametrize("case", CONTAINERS)
def test_a_container_may_have(case: str, reading_container: Read) -> None:
    result = reading_container(CONTAINERS[case])
    assert len(result.pods) == 1 and result.problems == ()


@pytest.mark.parametrize(("written", "counts"), [(-1, 1), (0, 0), (-(2**63), 1), (7, 7)])
def test_a_negative_grace_period_is_accepted_and_counts_as_one_second(
    written: int, counts: int, reading_spec: Read
) -> None:
    spec = f"terminationGracePeriodSeconds: {written}\ncontainers: [{{name: app, image: app:1}}]"
    assert reading_spec(spec).pods[0].pod.grace_period == counts


def test_a_mount_of_a_claim_that_a_stateful_set_makes_is_accepted(reading: Read) -> None:
    container = "{name: app, image: app:1, volumeMounts: [{name: data, mountPath: /data}]}"
    template = f"template: {{metadata: {{labels: {{a: b}}}}, spec: {{containers: [{container}]}}}}"
    claims = "volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce]}}]"
    head = "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: web}\n"
    assert len(reading(f"{head}spec: {{selector: {{matchLabels: {{a: b}}}}, {template}, {claims}}}\n").pods) == 1
    assert "which the Pod does not have" in only_error(
        reading(f"{head}spec: {{selector: {{matchLabels: {{a: b}}}}, {template}}}\n")
    )


SCHEDULES = ("@daily", "@every 1h30m", "*/5 0-6 1,15 * MON-FRI", "0 0 1 jan ?", "10/15 * * * *", "0 0 * * sun")


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_a_cron_job_may_have_the_schedule(schedule: str, reading: Read) -> None:
    assert len(reading(cron_job(schedule)).pods) == 1


@pytest.mark.parametrize("schedule", ["* * * *", "60 * * * *", "0 0 * * 7", "*/0 * * * *", "@reboot", "5-1 * * * *"])
def test_a_cron_job_must_not_have_the_schedule(schedule: str, reading: Read) -> None:
    assert f"`{schedule}` is not a schedule" in only_error(reading(cron_job(schedule)))


def cron_job(schedule: str) -> str:
    """Return a CronJob with that schedule."""
    template = "{spec: {restartPolicy: Never, containers: [{name: app, image: app:1}]}}"
    spec = f"{{schedule: '{schedule}', jobTemplate: {{spec: {{template: {template}}}}}}}"
    return f"apiVersion: batch/v1\nkind: CronJob\nmetadata: {{name: web}}\nspec: {spec}\n"


def test_a_grace_period_of_a_wrong_type_beside_a_hook_is_one_error(reading_spec: Read) -> None:
    hook = "lifecycle: {preStop: {exec: {command: ['true']}, sleep: ~}}"
    spec = f"terminationGracePeriodSeconds: 30s\ncontainers: [{{name: app, image: app:1, {hook}}}]"
    assert only_error(reading_spec(spec)) == (
        "5:34 `terminationGracePeriodSeconds` must be a whole number, not the text `30s`"
    )
