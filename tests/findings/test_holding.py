"""When findings hold, decided by the configuration alone, without the model."""

import pytest
from objects import (
    APP,
    BOTH,
    DATA,
    DISTROLESS,
    HOST_PORTS,
    HTTP,
    INIT,
    PORTS,
    SETTINGS,
    SIDECAR,
    SLEEP,
    TRUE,
    autoscaler,
    beside,
    budget,
    claim,
    hook,
    job,
    named,
    pod,
    policy,
    secret,
    service,
    shell,
    surge,
    variable,
    workload,
)
from severities import severities

FIRES = [
    ("probes-identical", "warning", [workload(container=BOTH), service(8080)]),
    ("probes-identical", "info", [workload(container=BOTH)]),
    ("no-readiness-probe", "info", [workload(container=PORTS), service()]),
    ("no-readiness-probe", "info", [workload(), service(8080)]),
    ("traffic-after-sigterm", "info", [workload(container=PORTS, replicas=2), service()]),
    ("traffic-after-sigterm", "info", [workload(container=PORTS), service(), autoscaler(2, 9)]),
    ("traffic-after-sigterm", "info", [workload("DaemonSet", PORTS), service()]),
    ("unknown-target-port", "warning", [workload(container=PORTS), service("web")]),
    ("unlisted-target-port", "info", [workload(container=PORTS), service(80)]),
    ("unlisted-probe-port", "info", [workload(container={**PORTS, "readinessProbe": {"tcpSocket": {"port": 9090}}})]),
    ("pre-stop-takes-the-grace", "warning", [workload(container=shell("sleep 30"))]),
    ("pre-stop-takes-the-grace", "warning", [workload(container=hook(exec={"command": ["/bin/sleep", "29"]}))]),
    ("ignores-sigterm", "info", [workload(container={"command": ["sleep"], "args": ["3600"]})]),
    ("ignores-sigterm", "info", [pod(containers=[{**APP, "command": ["sleep", "3600"]}])]),
    ("ignores-sigterm", "info", [pod(restartPolicy="Never", containers=[{**APP, "command": ["sleep", "inf"]}])]),
    ("init-never-ends", "error", [pod(initContainers=[{"name": "x", "image": "x", "command": ["sleep", "inf"]}])]),
    ("no-grace-period", "warning", [workload("StatefulSet", pod={"terminationGracePeriodSeconds": 1})]),
    ("no-grace-period", "info", [workload(pod={"terminationGracePeriodSeconds": 0})]),
    ("liveness-kills-the-start", "warning", [workload(container={"livenessProbe": {**HTTP, "periodSeconds": 2}})]),
    ("liveness-kills-the-start", "info", [workload(container={"livenessProbe": {**HTTP, "periodSeconds": 3}})]),
    ("startup-probe-kills-the-start", "info", [workload(container={"startupProbe": {**HTTP, "periodSeconds": 4}})]),
    (
        "startup-probe-kills-the-start",
        "info",
        [workload(container={"startupProbe": {**HTTP, "periodSeconds": 1, "failureThreshold": 4}})],
    ),
    (
        "startup-probe-kills-the-start",
        "info",
        [job(pod={"initContainers": [{**SIDECAR, "startupProbe": {**TRUE, "failureThreshold": 1}}]})],
    ),
    ("sleep-command-in-hook", "warning", [workload(container={"image": DISTROLESS, **hook(exec={"command": SLEEP})})]),
    ("probe-timeout-above-period", "info", [workload(container={"readinessProbe": {**HTTP, "timeoutSeconds": 11}})]),
    ("probe-failure-is-final", "warning", [job(container={"livenessProbe": HTTP}, backoffLimit=0)]),
    ("probe-failure-is-final", "warning", [job(container={"livenessProbe": HTTP}, **policy("In", 137))]),
    ("probe-failure-is-final", "warning", [job(container={"livenessProbe": HTTP}, **policy("NotIn", 1))]),
    ("init-failure-is-final", "info", [job(pod=INIT, backoffLimit=0)]),
    ("budget-blocks-drain", "warning", [workload(replicas=2), budget(minAvailable="51%")]),
    ("budget-blocks-drain", "warning", [workload(replicas=9), budget(maxUnavailable=0)]),
    ("budget-blocks-drain", "warning", [workload(), budget(minAvailable=1)]),
    ("rollout-stops-every-pod", "warning", [workload(replicas=3, **surge(0, "100%"))]),
    ("rollout-stops-every-pod", "warning", [workload(**surge(1, 2)), autoscaler(1, 2)]),
    ("rollout-waits-for-host-port", "warning", [workload(container=HOST_PORTS)]),
    ("rollout-waits-for-host-port", "warning", [workload(container=PORTS, pod={"hostNetwork": True})]),
    ("rollout-waits-for-volume", "warning", [workload(pod=DATA), claim("ReadWriteOnce")]),
    (
        "progress-deadline-before-ready",
        "warning",
        [
            workload(
                progressDeadlineSeconds=30,
                minReadySeconds=29,
                container={"readinessProbe": {**HTTP, "initialDelaySeconds": 1}},
            )
        ],
    ),
    (
        "partition-holds-every-pod",
        "warning",
        [workload("StatefulSet", replicas=2, updateStrategy={"rollingUpdate": {"partition": 2}})],
    ),
    ("replicas-conflict-with-autoscaler", "warning", [workload(replicas=2), autoscaler(1, 1)]),
    ("replicas-conflict-with-autoscaler", "info", [workload(replicas=2), autoscaler(1, 9)]),
    ("job-never-succeeds", "info", [job(container={"command": ["sleep", "infinity"]})]),
    ("job-never-succeeds", "error", [job(pod=beside("app:1", command=["sleep", "infinity"]))]),
    ("helper-keeps-job-running", "warning", [job(pod=beside("gcr.io/cloud-sql-connectors/cloud-sql-proxy:2"))]),
    ("helper-keeps-job-running", "warning", [job(pod=beside("fluent/fluent-bit:3", args=["-c", "/etc/x"]))]),
    ("job-retries-forever", "info", [job(backoffLimit=1000)]),
    ("job-retries-forever", "warning", [job(backoffLimit=1001)]),
    ("job-stays-pending", "info", [job(container=SETTINGS)]),
    ("job-stays-pending", "warning", [job(container={"imagePullPolicy": "Never"})]),
    ("missing-config-map", "info", [workload(container=SETTINGS)]),
    ("missing-config-map", "warning", [workload(container=SETTINGS), named("seting")]),
    ("job-stays-pending", "warning", [job(container=SETTINGS), named("seting")]),
    ("missing-key", "warning", [workload(container=variable("level")), named("settings", level_of_logs="")]),
    ("missing-key", "warning", [workload(container=variable("level", "secret")), secret(token="")]),
    ("service-selects-no-pod", "warning", [workload(), service(labels={"app": "other"})]),
    ("service-selects-no-pod", "warning", [workload(), service(labels={"app": "we-b"}) | {"metadata": {"name": "x"}}]),
    (
        "cron-job-misses-its-start",
        "warning",
        [workload("CronJob", pod={"restartPolicy": "Never"}, startingDeadlineSeconds=9)],
    ),
    ("cron-job-runs-pile-up", "info", [workload("CronJob", pod={"restartPolicy": "Never"}, schedule="* * * * *")]),
    ("finished-jobs-pile-up", "info", [job() | {"metadata": {"generateName": "web-"}}]),
]


PUBLIC = {
    "linkerd/linkerd2#11465": (
        "sidecar-ends-first",
        pod(initContainers=[{**SIDECAR, **hook(exec={"command": ["/linkerd-await", "--timeout=1s", "--shutdown"]})}]),
    ),
    "kubernetes/kubernetes#112767": (
        "partition-holds-every-pod",
        workload("StatefulSet", replicas=1, updateStrategy={"rollingUpdate": {"partition": 3}}),
    ),
    "karlkfi/kubexit": (
        "helper-keeps-job-running",
        job(pod=beside("gcr.io/cloudsql-docker/gce-proxy:1.16", command=["/cloud_sql_proxy", "-instances=a=tcp:1"])),
    ),
    "temporalio/helm-charts": ("job-retries-forever", job("OnFailure", backoffLimit=100)),
    "a lesson on rolling updates": ("rollout-stops-every-pod", workload(replicas=4, **surge(1, "100%"))),
    "a lesson on CronJobs": (
        "cron-job-misses-its-start",
        workload("CronJob", pod={"restartPolicy": "OnFailure"}, schedule="*/1 * * * *", startingDeadlineSeconds=5),
    ),
    "kubernetes-sigs/kueue": ("finished-jobs-pile-up", job() | {"metadata": {"generateName": "sample-job-"}}),
}
"""Findings that few manifests have, each with a manifest like one that was published, and where that was."""


@pytest.mark.parametrize(("name", "severity", "objects"), FIRES)
def test_a_finding_holds_where_there_is_something_to_do(name, severity, objects, tmp_path):
    assert severities(tmp_path, objects).get(name) == severity


@pytest.mark.parametrize("source", PUBLIC)
def test_a_rare_finding_holds_for_a_manifest_like_one_that_was_published(source, tmp_path):
    name, manifest = PUBLIC[source]
    assert name in severities(tmp_path, [manifest])
