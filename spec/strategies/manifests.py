"""Random manifests that the API server accepts: of Pods, and of every kind of object that makes Pods."""

from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from typing import Any

from hypothesis import strategies as st

from podproof.spec.manifest.fields import FIELDS, POLICIES
from podproof.spec.manifest.kinds import CRONJOB_SETTLED, KINDS, Kind
from podproof.spec.manifest.predicates import ACTIONS
from podproof.spec.pod.state import NEWEST, PROBES
from podproof.spec.strategies.configurations import configurations, knows
from podproof.spec.strategies.writing import IMAGE, Manifest, manifest_of

LABELS = {"app": "drawn"}

PORTS = st.integers(1, 65535)
COMMANDS = st.lists(st.sampled_from(["true", "sleep", "1d", "--", "wget -q -O - localhost"]), min_size=1, max_size=3)
HANDLERS: dict[str, st.SearchStrategy[Manifest]] = {
    "exec": st.fixed_dictionaries({"command": COMMANDS}),
    "httpGet": st.fixed_dictionaries(
        {"port": PORTS | st.sampled_from(["http", "metrics"])},
        optional={"path": st.sampled_from(["/", "/healthz"]), "scheme": st.sampled_from(["HTTP", "HTTPS"])},
    ),
    "tcpSocket": st.fixed_dictionaries({"port": PORTS}),
    "grpc": st.fixed_dictionaries({"port": PORTS}, optional={"service": st.just("health")}),
}

TIMES = st.fixed_dictionaries(
    {},
    optional={
        "initialDelaySeconds": st.integers(0, 120),
        "periodSeconds": st.integers(1, 120),
        "timeoutSeconds": st.integers(1, 60),
    },
)
"""The times of a probe, which change only when something happens."""

IMAGES = st.sampled_from([IMAGE, "nginx", "nginx:latest", "registry.example:5000/team/app", f"app@sha256:{'0' * 64}"])

DETAILS: st.SearchStrategy[Manifest] = st.fixed_dictionaries(
    {},
    optional={
        "command": COMMANDS,
        "workingDir": st.just("/tmp"),
        "env": st.just([{"name": "MODE", "value": "on"}]),
        "resources": st.sampled_from([{"limits": {"cpu": "500m", "memory": "64Mi"}}, {"requests": {"cpu": 1}}]),
    },
)
"""Fields of a container that do not matter to its lifecycle."""


@st.composite
def pods(
    draw: st.DrawFn,
    *,
    kubernetes: int = NEWEST,
    policies: Sequence[str] = POLICIES,
    most_inits: int = 2,
    most_regulars: int = 2,
) -> Manifest:
    """The manifest of a Pod, as a dictionary, that the API server of Kubernetes 1.N accepts as it is.

    `configurations` draws its containers, probes, hooks, policies, exit rules, gates and finalizers; handlers, images,
    times and deadlines are drawn on top.  A failing example shrinks to a Pod with one plain container.
    """
    most = {"most_inits": most_inits, "most_regulars": most_regulars, "most_ephemeral": 0}
    drawn = configurations(kubernetes=kubernetes, policies=policies, **most)
    manifest = manifest_of(draw(drawn))
    manifest["metadata"]["labels"] = dict(LABELS)
    spec = manifest["spec"]
    for place in ("initContainers", "containers"):
        if place in spec:
            grace = spec["terminationGracePeriodSeconds"]
            spec[place] = [draw(detailed(container, kubernetes, grace)) for container in spec[place]]
    if "activeDeadlineSeconds" in spec:
        spec["activeDeadlineSeconds"] = draw(st.integers(1, 86400))
    manifest["spec"] = {name: value for name, value in spec.items() if draw(kept("PodSpec", name, value))}
    return deepcopy(manifest)  # so that a test that changes it does not change the constants of this module


@st.composite
def detailed(draw: st.DrawFn, container: Manifest, kubernetes: int, grace: int) -> Manifest:
    """The container with drawn handlers, times and other details."""
    known = container | draw(DETAILS)
    if container["image"] == IMAGE:
        known["image"] = draw(IMAGES)
    if draw(st.booleans()):
        del known["imagePullPolicy"]
    for name in (name for name in PROBES if name in known):
        times = {field: value for field, value in known[name].items() if field != "exec"} | draw(TIMES)
        known[name] = draw(handlers("Probe", kubernetes, grace)) | times
    if "lifecycle" in known:
        doing = handlers("LifecycleHandler", kubernetes, grace)
        known["lifecycle"] = {name: draw(doing) for name in known["lifecycle"]}
    return known


@cache
def handlers(type: str, kubernetes: int, grace: int) -> st.SearchStrategy[Manifest]:
    """The handlers of a probe or hook in this version; a hook sleeps no longer than the grace period."""
    sleeps = {"sleep": st.fixed_dictionaries({"seconds": st.integers(1, grace)})} if grace else {}
    known = [name for name in ACTIONS[type] if knows(kubernetes, type, name) and name in HANDLERS | sleeps]
    return st.one_of([st.fixed_dictionaries({name: (HANDLERS | sleeps)[name]}) for name in known])


def kept(type: str, name: str, value: Any) -> st.SearchStrategy[bool]:
    """Whether the manifest has the field: a default value may be left out."""
    return st.booleans() if FIELDS[type][name].default == value else st.just(True)


@st.composite
def manifests(draw: st.DrawFn, *, kubernetes: int = NEWEST) -> Manifest:
    """The manifest of any kind of object that makes Pods, as a dictionary that Kubernetes 1.N accepts as it is."""
    kind = draw(st.sampled_from(list(KINDS.values())))
    pod = draw(pods(kubernetes=kubernetes, policies=kind.policies))
    return in_template(kind, pod, kubernetes) if kind.template else pod


def in_template(kind: Kind, pod: Manifest, kubernetes: int) -> Manifest:
    """An object of the kind with the Pod as its template."""
    spec = {name: value for name, value in pod["spec"].items() if kind.deadline or name != "activeDeadlineSeconds"}
    body: Manifest = {"metadata": {"labels": dict(LABELS)}, "spec": spec}
    for name in reversed(kind.template):
        body = {name: body}
    if kind.name in ("Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"):
        body["spec"]["selector"] = {"matchLabels": dict(LABELS)}
    if kind.name == "StatefulSet":
        body["spec"]["serviceName"] = "drawn"
    if kind.name == "CronJob":
        body["spec"]["schedule"] = "*/5 * * * *"
    older = kind.older_version and kubernetes < CRONJOB_SETTLED
    api_version = kind.older_version if older else kind.api_version
    return {"apiVersion": api_version, "kind": kind.name, "metadata": {"name": "drawn"}, **body}
