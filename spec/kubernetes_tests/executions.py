"""The assertions of Kubernetes' end-to-end tests, about all executions of a Pod: test/e2e_node/container_lifecycle.

Such a test runs one Pod and looks at the order in which its containers started and ended. Here every execution counts:
an assertion is a claim, whose conditions each speak of one of the containers that it names, or of the Pod.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeVar, get_args

from podproof.spec import conditions
from podproof.spec.kubernetes_tests.decisions import Decider, Input, NotModeled, decider
from podproof.spec.pod import predicates
from podproof.spec.pod.machines import FAULTS
from podproof.spec.pod.state import NEWEST, OLDEST, Container, Hook, Pod, Policy, Probe

T = TypeVar("T")

POD, EACH, INITS = "", "each", "inits"
"""Whom a condition is about, if not a container that the assertion names: the Pod, all containers, all init
containers."""

Conditions = Mapping[str, str]
"""Conditions by whom they are about: the position of a container in the assertion, from 0, or one of the above."""


class Claim(NamedTuple):
    """What an assertion says: some execution reaches `when`, or `then` holds wherever, or before or after a step.

    The step is one of the `events`, of the container `of` the assertion or, if that is empty, of any.
    """

    kind: Literal["always", "before", "after", "reachable"]
    when: Conditions = {}
    then: Conditions = {}
    events: str = ""
    of: str = POD


RESTARTED = "runs and has_restarted"

CLAIMS: Mapping[str, Claim] = {
    "exits-before": Claim("before", then={"0": "has_exited"}, events="starts", of="1"),
    "starts-before": Claim("before", then={"0": "not is_absent"}, events="starts", of="1"),
    "never-starts-if-failed": Claim("before", then={"0": "not exited_nonzero"}, events="starts", of="1"),
    "hook-blocks": Claim("before", then={"0": "not post_start_runs"}, events="starts", of="1"),
    "not-restarted-after-exit0": Claim("before", then={"0": "not exited_zero"}, events="starts", of="0"),
    "no-start-while-terminating": Claim("before", then={POD: "not worker_terminates"}, events="starts"),
    "no-sidecar-liveness-while-terminating": Claim(
        "before", then={POD: "not worker_terminates"}, events="liveness_succeeds liveness_fails", of="0"
    ),
    "pending-while-reinit": Claim(
        "after", {POD: "is_initializing and worker_syncs"}, {POD: "phase_is_pending"}, events="publishes"
    ),
    "pending-while": Claim("always", {"0": "runs"}, {POD: "phase_is_pending"}),
    "backoff-means-not-started": Claim("always", {"0": "image_pull_backs_off"}, {"1": "is_absent"}),
    "inits-do-not-run-beside-regular": Claim("always", {POD: "regular_runs"}, {INITS: "not runs"}),
    "failed-if-failed": Claim("always", {POD: "phase_is_terminal", "0": "exited_nonzero"}, {POD: "phase_is_failed"}),
    "succeeded-if-regular-zero": Claim(
        "always", {POD: "phase_is_terminal", "0": "exited_zero"}, {POD: "phase_is_succeeded"}
    ),
    "together": Claim("reachable", {"0": "runs", "1": "runs"}),
    "sometimes-restarted-twice": Claim("reachable", {"0": "runs and has_restarted_twice"}),
    "sometimes-restarted-alone": Claim("reachable", {"0": RESTARTED, "1": "runs and was_never_restarted"}),
    "sometimes-all-restarted": Claim("reachable", {EACH: "has_restarted"}),
    "sometimes-sidecar-restarted-in-init": Claim("reachable", {"0": RESTARTED, "1": "runs"}),
    "sometimes-sidecar-restarted-beside": Claim("reachable", {"0": RESTARTED, "1": "runs"}),
    "sometimes-succeeded-though-sidecar-failed": Claim(
        "reachable", {POD: "phase_is_succeeded", "0": "exited_nonzero", "1": "exited_zero"}
    ),
    "sometimes-succeeded-though-sidecar-killed": Claim(
        "reachable", {POD: "phase_is_succeeded", "0": "was_killed", "1": "exited_zero"}
    ),
    **{
        f"sometimes-prestop-after {probe}": Claim("reachable", {"0": f"{probe}_has_failed and pre_stop_runs"})
        for probe in ("startup", "liveness")
    },
    **{
        f"sometimes-phase {phase}": Claim("reachable", {POD: f"phase_is_{phase.lower()}"})
        for phase in ("Pending", "Running", "Succeeded", "Failed")
    },
}
"""What each assertion claims, by its name: its first part, or its first two where the second names no container."""


class Executions(NamedTuple):
    """The Pod of a test with what may befall it, and each assertion with its claim and the containers that it names."""

    pod: Pod
    faults: frozenset[str]
    assertions: Mapping[str, tuple[Claim, tuple[int, ...]]]


def executions(case: Input) -> Executions:
    """The input of a case as a Pod and claims about it.  Raises NotModeled."""
    version = _one_of(range(OLDEST, NEWEST + 1), case.get("kubernetes", NEWEST), "version")
    pod = _pod(case["pod"], version)
    names = [each.name for each in pod.members]
    asked = {" ".join(parts): _assertion(parts, names) for parts in case["assertions"]}
    return Executions(pod, _faults(case.get("faults", "none")), asked)


def _pod(data: Input, kubernetes: int) -> Pod:
    policy: Any = _one_of(get_args(Policy), data["restartPolicy"], "restart policy")
    members = tuple(map(_container, data["containers"]))
    return Pod("case", members, restart_policy=policy, grace_period=data.get("grace", 30), kubernetes=kubernetes)


def _container(data: Input) -> Container:
    probes: dict[str, Any] = {
        f"{kind}_probe": Probe("exec", failure_threshold=int(data[kind]))
        for kind in ("startup", "liveness", "readiness")
        if data.get(kind)
    }
    hooks: dict[str, Any] = {field: Hook("exec") if data.get(key) else None for key, field in HOOKS.items()}
    kind: Any = _one_of(("init", "sidecar", "regular"), data["kind"], "kind of container")
    return Container(data["name"], kind, own_policy="Always" if kind == "sidecar" else "", **probes, **hooks)


HOOKS = {"post": "post_start", "pre": "pre_stop"}


def _faults(listed: str) -> frozenset[str]:
    faults = (_one_of(("none", *FAULTS), each, "class of fault") for each in listed.split(","))
    return frozenset(faults) - {"none"}


def _one_of(known: Sequence[T], value: T, what: str) -> T:
    if value not in known:
        raise NotModeled(f"unknown {what} {value!r}")
    return value


def _assertion(parts: Sequence[str], names: list[str]) -> tuple[Claim, tuple[int, ...]]:
    """The claim of an assertion, and the containers that its other parts name, by their positions in the Pod."""
    named = next((" ".join(parts[:many]) for many in (1, 2) if " ".join(parts[:many]) in CLAIMS), None)
    if named is None:
        raise NotModeled(f"nothing in the specification says {parts[0]}")
    containers = parts[named.count(" ") + 1 :]
    if unknown := [name for name in containers if name not in names]:
        raise NotModeled(f"the Pod has no container {', '.join(unknown)}")
    return CLAIMS[named], tuple(names.index(name) for name in containers)


def deciders(claim: Claim) -> Iterator[Decider]:
    """The predicates that decide a claim."""
    parts = (*claim.when.values(), *claim.then.values())
    for name in dict.fromkeys(name for part in parts for name in conditions.names(part)):
        yield decider(getattr(predicates, name))
