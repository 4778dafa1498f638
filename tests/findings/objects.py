"""Objects of which the tests of findings make manifests."""

HTTP = {"httpGet": {"path": "/health", "port": 8080}}
TCP = {"tcpSocket": {"port": 8080}}
TRUE = {"exec": {"command": ["true"]}}
PORTS = {"ports": [{"name": "http", "containerPort": 8080}]}
HOST_PORTS = {"ports": [{"containerPort": 8080, "hostPort": 8080}]}
METRICS = {"ports": [{"name": "metrics", "containerPort": 9090}]}
LABELS = {"app": "web"}


def workload(kind="Deployment", container=(), pod=(), **spec):
    """A workload with one container."""
    template = {
        "metadata": {"labels": LABELS},
        "spec": {"containers": [{"name": "app", "image": "app:1"}], **dict(pod)},
    }
    template["spec"]["containers"][0] |= dict(container)
    version = "batch/v1" if kind in ("Job", "CronJob") else "apps/v1"
    selector = {"matchLabels": LABELS}
    inner = {"selector": selector, "template": template} if version == "apps/v1" else {"template": template}
    if kind == "StatefulSet":
        inner["serviceName"] = "web"
    if kind == "CronJob":
        inner = {"schedule": spec.pop("schedule", "0 3 * * *"), "jobTemplate": {"spec": {"template": template}}}
    return {"apiVersion": version, "kind": kind, "metadata": {"name": "web"}, "spec": inner | spec}


def job(restart_policy="Never", container=(), pod=(), **spec):
    """A Job with one container."""
    return workload("Job", container, {"restartPolicy": restart_policy, **dict(pod)}, **spec)


def pod(**spec):
    """A Pod that nobody owns."""
    inner = {"containers": [{"name": "app", "image": "app:1"}], **spec}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": inner}


def service(target="http", labels=LABELS, **spec):
    """A Service with one port."""
    inner = {"selector": labels, "ports": [{"port": 80, "targetPort": target}], **spec}
    return {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"}, "spec": inner}


def budget(**spec):
    """A PodDisruptionBudget."""
    inner = {"selector": {"matchLabels": LABELS}, **spec}
    return {"apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": {"name": "web"}, "spec": inner}


def autoscaler(least, most):
    """A HorizontalPodAutoscaler."""
    target = {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"}
    inner = {"minReplicas": least, "maxReplicas": most, "scaleTargetRef": target}
    name = "HorizontalPodAutoscaler"
    return {"apiVersion": "autoscaling/v2", "kind": name, "metadata": {"name": "web"}, "spec": inner}


def claim(mode):
    """A PersistentVolumeClaim."""
    name = "PersistentVolumeClaim"
    spec = {"accessModes": [mode], "resources": {"requests": {"storage": "1Gi"}}}
    return {"apiVersion": "v1", "kind": name, "metadata": {"name": "data"}, "spec": spec}


def hook(**action):
    """A preStop hook."""
    return {"lifecycle": {"preStop": action}}


def shell(script):
    """A preStop hook with a script."""
    return hook(exec={"command": ["/bin/sh", "-c", script]})


def surge(first, then):
    """A rolling update with these bounds."""
    return {"strategy": {"rollingUpdate": {"maxSurge": first, "maxUnavailable": then}}}


BOTH = {"livenessProbe": HTTP, "readinessProbe": HTTP}
DATA = {"volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "data"}}]}
SETTINGS = {"envFrom": [{"configMapRef": {"name": "settings"}}]}


def named(name, kind="ConfigMap", **data):
    """A ConfigMap, or another object with data."""
    return {"apiVersion": "v1", "kind": kind, "metadata": {"name": name}, "data": data}


def secret(**data):
    """The Secret of the settings."""
    return named("settings", "Secret", **data)


def variable(key, source="configMap", **reference):
    """A variable with the value of a key of the settings."""
    reference = {"name": "settings", "key": key, **reference}
    return {"env": [{"name": "LEVEL", "valueFrom": {f"{source}KeyRef": reference}}]}


def another(name, **kind):
    """A workload with other labels."""
    template = {"metadata": {"labels": {"app": name}}, "spec": {"containers": [{"name": "app", "image": "app:1"}]}}
    spec = {"selector": {"matchLabels": {"app": name}}, "template": template}
    return {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": name}, "spec": spec, **kind}


MAP = named("settings")
APP = {"name": "app", "image": "app:1"}
INIT = {"initContainers": [{"name": "init", "image": "app:1"}]}
SIDECAR = {"name": "side", "image": "app:1", "restartPolicy": "Always"}
DISTROLESS = "gcr.io/distroless/java21-debian12:latest"
SLEEP = ["sleep", "5"]


def beside(image, **container):
    """A second container."""
    helper = {"name": "helper", "image": image, **container}
    return {"containers": [{"name": "app", "image": "app:1"}, helper]}


def policy(operator, *codes):
    """A podFailurePolicy that fails the Job."""
    rule = {"action": "FailJob", "onExitCodes": {"operator": operator, "values": list(codes)}}
    return {"podFailurePolicy": {"rules": [rule]}}
