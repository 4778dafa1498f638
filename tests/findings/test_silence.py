"""When findings hold and when they stay silent: one table, decided by the configuration alone, without the model."""

import pytest
import yaml
from objects import (
    APP,
    BOTH,
    DATA,
    DISTROLESS,
    HOST_PORTS,
    HTTP,
    INIT,
    MAP,
    METRICS,
    PORTS,
    SETTINGS,
    SIDECAR,
    SLEEP,
    TCP,
    TRUE,
    another,
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

from podproof.checker.gate.configuration import DEFAULT
from podproof.checker.gate.declarations import with_declarations
from podproof.spec.conditions import evaluate
from podproof.spec.findings import FINDINGS, NAMED, THRESHOLDS
from podproof.spec.findings.scopes import FindingScopes
from podproof.spec.manifest import read

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

SILENT = [
    ("probes-identical", [workload(container=BOTH), service(labels={"app": "other"})]),
    ("probes-identical", [workload(container={**BOTH, "name": "node-exporter"}), service(8080)]),
    ("probes-identical", [workload(container={"livenessProbe": TCP, "readinessProbe": TCP}), service(8080)]),
    ("probes-identical", [workload(container={"livenessProbe": TRUE, "readinessProbe": TRUE}), service(8080)]),
    ("no-readiness-probe", [workload(container=PORTS)]),
    ("no-readiness-probe", [workload(container=PORTS), service(labels={"app": "other"})]),
    ("no-readiness-probe", [workload(container=METRICS), service("metrics")]),
    ("no-readiness-probe", [workload(container=METRICS), service(9090)]),
    ("no-readiness-probe", [workload(container={**PORTS, "name": "kube-rbac-proxy"}), service()]),
    (
        "no-readiness-probe",
        [workload(container={"ports": [{"name": "metricshttps", "containerPort": 80}]}), service(80)],
    ),
    ("no-readiness-probe", [workload(container=PORTS), service(publishNotReadyAddresses=True)]),
    ("no-readiness-probe", [workload(container=PORTS), service() | {"metadata": {"name": "web-metrics"}}]),
    ("no-readiness-probe", [workload(container={**PORTS, "readinessProbe": HTTP}), service()]),
    ("traffic-after-sigterm", [workload(container=PORTS, replicas=2)]),
    ("traffic-after-sigterm", [workload(container=PORTS), service()]),
    ("traffic-after-sigterm", [workload(container=PORTS, replicas=2, strategy={"type": "Recreate"}), service()]),
    ("traffic-after-sigterm", [workload(container={**PORTS, **shell("sleep 5")}, replicas=2), service()]),
    ("traffic-after-sigterm", [workload(container=METRICS, replicas=2), service("metrics")]),
    ("unknown-target-port", [workload(container=PORTS), service()]),
    ("unlisted-target-port", [workload(), service(80)]),
    ("unlisted-target-port", [workload(container=PORTS), service(80, clusterIP="None")]),
    ("unlisted-target-port", [workload(container={**PORTS, "args": ["--listen=:80"]}), service(80)]),
    ("unlisted-probe-port", [workload(container={**METRICS, "readinessProbe": HTTP})]),
    (
        "unlisted-probe-port",
        [workload(container={**PORTS, "args": ["--verbose"], "livenessProbe": {"tcpSocket": {"port": 9}}})],
    ),
    ("pre-stop-takes-the-grace", [workload(container=shell("sleep 15 && nginx -s quit"))]),
    ("pre-stop-takes-the-grace", [workload(container=shell("drain || sleep 60"))]),
    ("ignores-sigterm", [job(container={"command": ["sleep", "60"]})]),
    ("ignores-sigterm", [pod(restartPolicy="Never", containers=[{**APP, "command": ["sleep", "60"]}])]),
    (
        "ignores-sigterm",
        [workload(container={"command": ["sleep", "60"]}) | {"apiVersion": "example.com/v1", "kind": "JobSet"}],
    ),
    ("sleep-command-in-hook", [workload(container=hook(exec={"command": SLEEP}))]),
    ("sleep-command-in-hook", [workload(container={"image": f"{DISTROLESS}-debug", **hook(exec={"command": SLEEP})})]),
    ("ignores-sigterm", [workload(container={"args": ["sleep", "3600"]})]),
    ("ignores-sigterm", [workload(container={"command": ["sleep", "60"]}, pod={"shareProcessNamespace": True})]),
    ("ignores-sigterm", [workload(container={"command": ["sleep", "60"]}, pod={"hostPID": True})]),
    ("init-never-ends", [pod(initContainers=[{"name": "x", "image": "x", "command": ["sleep", "60"]}])]),
    ("no-grace-period", [job(pod={"terminationGracePeriodSeconds": 0})]),
    ("no-grace-period", [workload(container={"command": ["sleep", "60"]}, pod={"terminationGracePeriodSeconds": 0})]),
    ("no-grace-period", [workload("StatefulSet", pod={"terminationGracePeriodSeconds": 2})]),
    ("liveness-kills-the-start", [workload(container={"livenessProbe": {**TRUE, "periodSeconds": 1}})]),
    ("liveness-kills-the-start", [workload(container={"livenessProbe": {**HTTP, "periodSeconds": 5}})]),
    ("startup-probe-kills-the-start", [workload(container={"startupProbe": HTTP})]),
    (
        "startup-probe-kills-the-start",
        [workload(container={"startupProbe": {**HTTP, "periodSeconds": 1, "failureThreshold": 10}})],
    ),
    (
        "liveness-kills-the-start",
        [workload(container={"livenessProbe": {**HTTP, "periodSeconds": 2, "initialDelaySeconds": 5}})],
    ),
    ("probe-timeout-above-period", [workload(container={"readinessProbe": {**HTTP, "timeoutSeconds": 10}})]),
    ("probe-failure-is-final", [job(container={"livenessProbe": HTTP})]),
    ("probe-failure-is-final", [job(container={"livenessProbe": HTTP}, **policy("In", 1))]),
    ("init-failure-is-final", [job(pod=INIT)]),
    ("invalid-image-name", [workload(container={"image": "us-docker.pkg.dev/${PROJECT_ID}/app:1"})]),
    ("budget-blocks-drain", [workload(replicas=2), budget(minAvailable=1)]),
    ("budget-blocks-drain", [workload(), autoscaler(1, 3), budget(minAvailable=1)]),
    ("budget-blocks-drain", [workload("DaemonSet"), budget(maxUnavailable=1)]),
    ("rollout-stops-every-pod", [workload(replicas=1, **surge(0, 1))]),
    ("rollout-stops-every-pod", [workload(replicas=4)]),
    ("rollout-waits-for-host-port", [workload(container=HOST_PORTS, **surge(0, 1))]),
    ("rollout-waits-for-host-port", [workload(container=HOST_PORTS, strategy={"type": "Recreate"})]),
    ("rollout-waits-for-host-port", [workload("DaemonSet", HOST_PORTS)]),
    ("rollout-waits-for-volume", [workload(pod=DATA), claim("ReadWriteMany")]),
    ("rollout-waits-for-volume", [workload(pod=DATA)]),
    ("progress-deadline-before-ready", [workload(minReadySeconds=599)]),
    (
        "partition-holds-every-pod",
        [workload("StatefulSet", replicas=2, updateStrategy={"rollingUpdate": {"partition": 1}})],
    ),
    ("replicas-conflict-with-autoscaler", [workload(), autoscaler(1, 3)]),
    ("helper-keeps-job-running", [job(pod=beside("app:1"))]),
    ("helper-keeps-job-running", [job(pod={**beside("gce-proxy:1"), "shareProcessNamespace": True})]),
    ("helper-keeps-job-running", [job(pod=beside("nginx", args=["nginx", "-t"]))]),
    ("helper-keeps-job-running", [job(pod=beside("envoy:1", args=["quitquitquit"]))]),
    ("job-retries-forever", [job(backoffLimit=1000, activeDeadlineSeconds=600)]),
    ("job-stays-pending", [job(container=SETTINGS), MAP]),
    ("job-stays-pending", [job(container=SETTINGS, activeDeadlineSeconds=600)]),
    ("missing-config-map", [workload(container=SETTINGS), MAP]),
    ("missing-config-map", [workload(container=SETTINGS), workload("DaemonSet", SETTINGS)]),
    ("missing-config-map", [workload(container={"envFrom": [*SETTINGS["envFrom"], {"configMapRef": {"name": "a"}}]})]),
    ("missing-key", [workload(container=variable("level")), named("settings", level="")]),
    ("missing-key", [workload(container=variable("level")), named("settings")]),
    ("missing-key", [workload(container=variable("level", optional=True)), named("settings", log="")]),
    ("service-selects-no-pod", [workload(), service()]),
    ("service-selects-no-pod", [workload(), workload("DaemonSet"), service()]),
    ("service-selects-no-pod", [workload(), service(labels={"role": "primary"})]),
    ("service-selects-no-pod", [workload(), service(labels={"app": "other"}) | {"metadata": {"name": "other"}}]),
    ("service-selects-no-pod", [workload(), service(labels={"app": "other"}), another("other")]),
    ("service-selects-no-pod", [workload(), service(labels={"app": "other"}), another("other", kind="Rollout")]),
    ("cron-job-misses-its-start", [workload("CronJob", pod={"restartPolicy": "Never"})]),
    ("cron-job-runs-pile-up", [workload("CronJob", pod={"restartPolicy": "Never"}, schedule="*/30 * * * *")]),
    ("finished-jobs-pile-up", [job()]),
]


def severities(folder, objects):
    """The findings whose condition over the configuration holds, with their severities."""
    path = folder / "all.yaml"
    path.write_text(yaml.safe_dump_all(objects), encoding="utf-8")
    reading = read([str(path)])
    assert reading.problems == ()
    manifest = with_declarations(reading.pods[0], DEFAULT)
    scopes = FindingScopes(manifest, THRESHOLDS)
    found = {}
    for finding in FINDINGS:
        for _, scope, _ in scopes.sites(finding):
            if finding.offered_when and evaluate(finding.offered_when, scope.__getitem__):
                continue
            is_info = finding.info_when and evaluate(finding.info_when, scope.__getitem__)
            assert "{" not in finding.message.format_map(scope) + finding.advice.format_map(scope)
            found[finding.name] = "info" if is_info else finding.severity
    return found


@pytest.mark.parametrize(("name", "severity", "objects"), FIRES)
def test_a_finding_holds_where_there_is_something_to_do(name, severity, objects, tmp_path):
    assert severities(tmp_path, objects).get(name) == severity


@pytest.mark.parametrize("source", PUBLIC)
def test_a_rare_finding_holds_for_a_manifest_like_one_that_was_published(source, tmp_path):
    name, manifest = PUBLIC[source]
    assert name in severities(tmp_path, [manifest])


@pytest.mark.parametrize(("name", "objects"), SILENT)
def test_a_finding_is_silent_where_there_is_nothing_to_do(name, objects, tmp_path):
    assert name in NAMED and name not in severities(tmp_path, objects)
