"""Objects of the same input that concern a Pod: which Service, budget or autoscaler is about which workload."""

from pathlib import Path

import pytest

from podproof.spec.manifest import Manifest, read

DEPLOYMENT = """apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web, tier: front}}
    spec:
      serviceAccountName: web
      imagePullSecrets: [{name: registry}]
      containers:
      - name: app
        image: example.com/web:1
        env:
        - {name: MODE, valueFrom: {configMapKeyRef: {name: settings, key: mode}}}
        envFrom: [{secretRef: {name: tokens, optional: true}}]
      volumes:
      - {name: data, persistentVolumeClaim: {claimName: data}}
      - {name: more, projected: {sources: [{configMap: {name: certificates}}]}}
"""

SERVICE = """apiVersion: v1
kind: Service
metadata: {name: %s, namespace: %s}
spec: {selector: {app: %s}, ports: [{port: 80, targetPort: http}, {port: 443}]}
"""

INGRESS = """apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: front}
spec: {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}
"""

BUDGET = """apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec: {minAvailable: 50%%, selector: {matchExpressions: [{key: tier, operator: %s, values: [front]}]}}
"""

AUTOSCALER = """apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {maxReplicas: 5, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}
"""

CLAIM = """apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOnce]}
"""

SETTINGS = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {mode: fast}\n"


def only_pod(folder: Path, **texts: str) -> Manifest:
    """Write these files, the deployment among them, and read the only Pod in the folder."""
    for name, text in texts.items():
        path = folder.joinpath(*name.split("__")).with_suffix(".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    result = read([str(folder)])
    assert result.problems == ()
    [manifest] = result.pods
    return manifest


def test_a_service_in_the_same_namespace_selects_a_pod_by_its_labels(tmp_path: Path) -> None:
    texts = {
        "web": SERVICE % ("web", "shop", "web"),
        "other": SERVICE % ("other", "shop", "other"),
        "elsewhere": SERVICE % ("elsewhere", "office", "web"),
    }
    [service] = only_pod(tmp_path, deployment=DEPLOYMENT, **texts).related.services
    assert (service.name, service.position.line) == ("web", 1)
    assert [(port.port, port.target) for port in service.ports] == [(80, "http"), (443, 443)]


def test_a_service_without_selector_selects_no_pod(tmp_path: Path) -> None:
    text = (SERVICE % ("web", "shop", "web")).replace("selector: {app: web}, ", "")
    assert only_pod(tmp_path, both=f"{DEPLOYMENT}---\n{text}").related.services == ()


@pytest.mark.parametrize(("operator", "selects"), [("In", True), ("NotIn", False), ("Exists", True), ("Odd", False)])
def test_a_budget_selects_a_pod_by_expressions(tmp_path: Path, operator: str, selects: bool) -> None:
    budgets = only_pod(tmp_path, deployment=DEPLOYMENT, budget=BUDGET % operator).related.budgets
    assert [each.min_available for each in budgets] == ["50%"] * selects


def test_an_ingress_an_autoscaler_and_a_claim_are_related_by_name(tmp_path: Path) -> None:
    texts = {"service": SERVICE % ("web", "shop", "web"), "rest": "---\n".join((INGRESS, AUTOSCALER, CLAIM))}
    related = only_pod(tmp_path, deployment=DEPLOYMENT, **texts).related
    assert [each.name for each in related.ingresses] == ["front"]
    assert [(each.min_replicas, each.max_replicas) for each in related.autoscalers] == [(1, 5)]
    assert [each.access_modes for each in related.claims] == [("ReadWriteOnce",)]


def test_a_reference_is_missing_if_it_is_not_optional_and_the_input_lacks_its_object(tmp_path: Path) -> None:
    manifest = only_pod(tmp_path, deployment=DEPLOYMENT, settings=SETTINGS)
    assert [(each.kind, each.name) for each in manifest.references] == [
        ("ServiceAccount", "web"),
        ("Secret", "registry"),
        ("PersistentVolumeClaim", "data"),
        ("ConfigMap", "certificates"),
        ("Secret", "tokens"),
        ("ConfigMap", "settings"),
    ]
    missing = {(each.kind, each.line) for each in manifest.related.missing}
    assert missing == {("ServiceAccount", 10), ("PersistentVolumeClaim", 19), ("ConfigMap", 20)}


def test_of_several_copies_of_an_application_each_pod_knows_its_own(tmp_path: Path) -> None:
    for copy in ("first", "second"):
        (tmp_path / copy / "services").mkdir(parents=True)
        (tmp_path / copy / "deployment.yaml").write_text(DEPLOYMENT, encoding="utf-8")
        service = tmp_path / copy / "services" / "service.yaml"
        service.write_text(SERVICE % (copy, "shop", "web"), encoding="utf-8")
    assert [[each.name for each in pod.related.services] for pod in read([str(tmp_path)]).pods] == [
        ["first"],
        ["second"],
    ]


def test_an_object_beside_a_copy_of_the_workload_is_about_that_copy_only(tmp_path: Path) -> None:
    (tmp_path / "bare.yaml").write_text(DEPLOYMENT, encoding="utf-8")
    (tmp_path / "whole.yaml").write_text(f"{DEPLOYMENT}---\n{AUTOSCALER}", encoding="utf-8")
    bare, whole = read([str(tmp_path)]).pods
    assert (len(bare.related.autoscalers), len(whole.related.autoscalers)) == (0, 1)


def test_a_deployment_has_the_defaults_of_kubernetes(tmp_path: Path) -> None:
    settings = only_pod(tmp_path, deployment=DEPLOYMENT).workload
    assert settings.labels == {"app": "web", "tier": "front"}
    assert (settings.replicas, settings.strategy, settings.max_surge) == (3, "RollingUpdate", "25%")
    assert (settings.min_ready, settings.progress_deadline, settings.backoff_limit) == (0, 600, None)


def test_a_deployment_that_recreates_its_pods_has_no_surge(tmp_path: Path) -> None:
    text = DEPLOYMENT.replace("replicas: 3", "strategy: {type: Recreate}")
    settings = only_pod(tmp_path, deployment=text).workload
    assert (settings.replicas, settings.strategy, settings.max_surge) == (1, "Recreate", None)


def test_a_cron_job_has_its_own_settings_and_those_of_its_jobs(tmp_path: Path) -> None:
    text = """apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly}
spec:
  schedule: "@daily"
  suspend: true
  startingDeadlineSeconds: 60
  jobTemplate:
    spec:
      backoffLimit: 0
      activeDeadlineSeconds: 600
      ttlSecondsAfterFinished: 10
      suspend: false
      template:
        metadata: {labels: {app: nightly}}
        spec: {restartPolicy: Never, containers: [{name: app, image: 'example.com/app:1'}]}
"""
    settings = only_pod(tmp_path, nightly=text).workload
    assert (settings.schedule, settings.is_suspended, settings.starting_deadline) == ("@daily", True, 60)
    assert (settings.backoff_limit, settings.job_deadline, settings.ttl) == (0, 600, 10)
    assert (settings.concurrency, settings.labels) == ("Allow", {"app": "nightly"})
