"""Random configurations of Pods, in any mixture that a version of Kubernetes knows.

Strategies of one version are built once: Hypothesis checks each new strategy, which costs more than a draw from it.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st

from podproof.spec.manifest.fields import FIELDS, POLICIES, PULL_POLICIES
from podproof.spec.manifest.predicates import CONTAINER_POLICIES, RESTART_ALL
from podproof.spec.pod.state import NEWEST, OLDEST, PROBES, Container, ExitRule, Hook, Pod, Probe

Record = TypeVar("Record")

FINALIZER = ("example.com/finalizer",)

GATES = st.sampled_from([(), ("example.com/gate",)])

CODES = st.lists(st.sampled_from([0, 1, 2, 137, 143, 255]), min_size=1, max_size=3, unique=True).map(tuple)
"""Exit codes of a rule: success, failures, and those of signals."""

THRESHOLDS = st.sampled_from([1, 1, 1, 2, 3])
"""Small ones often: each further counted failure makes runs longer and shows little that is new."""

IMAGES = {
    "image_pull_policy": st.sampled_from(PULL_POLICIES),
    "image_name_is_valid": st.sampled_from([True] * 7 + [False]),
}
"""How the image of a container is pulled; one name in eight is invalid."""

VERSIONS = st.sampled_from(range(NEWEST, OLDEST - 1, -1))
"""Minor versions; examples shrink to the newest."""


def records(record: Callable[..., Record], **fields: Any) -> st.SearchStrategy[Record]:
    """Records with these fields, the others at their defaults, which `st.builds` would draw too."""
    drawn = {name: field if isinstance(field, st.SearchStrategy) else st.just(field) for name, field in fields.items()}
    return st.fixed_dictionaries(drawn).map(lambda values: record(**values))


def knows(kubernetes: int, type: str, field: str) -> bool:
    """Whether the API of the version has the field, even if behind a feature gate."""
    return kubernetes >= FIELDS[type][field].since


def probes(kubernetes: int) -> dict[str, st.SearchStrategy[Probe | None]]:
    """The probes that a container may have."""
    graces = [None, None, 1, 30] if knows(kubernetes, "Probe", "terminationGracePeriodSeconds") else [None]
    killing = records(Probe, handler="exec", failure_threshold=THRESHOLDS, grace=st.sampled_from(graces))
    serving = records(Probe, handler="exec", failure_threshold=THRESHOLDS, success_threshold=THRESHOLDS)
    kinds = {field: serving if name == "readinessProbe" else killing for name, field in PROBES.items()}
    known = {field: knows(kubernetes, "Container", name) for name, field in PROBES.items()}
    return {field: st.none() | kind if known[field] else st.none() for field, kind in kinds.items()}


def long_running(name: str, kubernetes: int, **fields: Any) -> st.SearchStrategy[Container]:
    """Sidecars or regular containers, with probes and hooks, which init containers may not have."""
    hooks = st.none() | st.just(Hook("exec"))
    return records(Container, name=name, post_start=hooks, pre_stop=hooks, **IMAGES, **probes(kubernetes), **fields)


def own_policies(kubernetes: int, *policies: str) -> st.SearchStrategy[str]:
    """Restart policies of containers other than sidecars, which only late versions have."""
    return st.sampled_from(["", "", *policies]) if kubernetes >= CONTAINER_POLICIES else st.just("")


@cache
def exit_rules(kubernetes: int) -> st.SearchStrategy[tuple[ExitRule, ...]]:
    """Rules for exit codes: mostly none, and else one or two."""
    actions = ["Restart", "RestartAllContainers"] if kubernetes >= RESTART_ALL else ["Restart"]
    rule = records(ExitRule, action=st.sampled_from(actions), operator=st.sampled_from(["In", "NotIn"]), codes=CODES)
    return st.just(()) | st.lists(rule, max_size=2).map(tuple)


@st.composite
def with_exit_rules(draw: st.DrawFn, container: Container, kubernetes: int) -> Container:
    """The container with rules for its exit codes, if it has a policy of its own and the version has rules."""
    if not container.own_policy or kubernetes < CONTAINER_POLICIES:
        return container
    return container._replace(exit_rules=draw(exit_rules(kubernetes)))


@cache
def init_containers(name: str, kubernetes: int) -> st.SearchStrategy[Container]:
    """An init container, or a sidecar if the version has sidecars."""
    own = own_policies(kubernetes, "OnFailure", "Never")
    plain = records(Container, name=name, kind="init", own_policy=own, **IMAGES)
    if not knows(kubernetes, "Container", "restartPolicy"):
        return plain
    return plain | long_running(name, kubernetes, kind="sidecar", own_policy="Always")


@cache
def regular_containers(name: str, kubernetes: int) -> st.SearchStrategy[Container]:
    """A regular container, with a restart policy of its own where the version has them."""
    return long_running(name, kubernetes, own_policy=own_policies(kubernetes, *POLICIES))


@cache
def ephemeral_containers(kubernetes: int, most: int) -> st.SearchStrategy[tuple[Container, ...]]:
    """Ephemeral containers, added to the running Pod for debugging: mostly none."""
    if not knows(kubernetes, "PodSpec", "ephemeralContainers"):
        return st.just(())
    debuggers = [records(Container, name=f"debugger-{number}", kind="ephemeral", **IMAGES) for number in range(most)]
    return st.sampled_from([0, 0, 0, most]).flatmap(lambda number: st.tuples(*debuggers[:number]))


@st.composite
def configurations(
    draw: st.DrawFn,
    *,
    kubernetes: int | None = None,
    policies: Sequence[str] = POLICIES,
    most_inits: int = 2,
    most_regulars: int = 2,
    most_ephemeral: int = 1,
) -> Pod:
    """The configuration of a Pod for this version of Kubernetes, 1.N (None: any version).

    `policies` are the restart policies of the Pod to draw from.  A failing example shrinks to few and plain containers.
    """
    version = draw(VERSIONS) if kubernetes is None else kubernetes
    first = [draw(init_containers(f"init-{number}", version)) for number in range(draw(st.integers(0, most_inits)))]
    regulars = draw(st.integers(1, most_regulars))
    second = [draw(regular_containers(f"app-{number}", version)) for number in range(regulars)]
    ruled = [draw(with_exit_rules(each, version)) for each in (*first, *second)]
    return Pod(
        "drawn",
        (*ruled, *draw(ephemeral_containers(version, most_ephemeral))),
        restart_policy=draw(st.sampled_from(policies)),
        grace_period=draw(st.sampled_from([30, 0, 1, 2])),
        active_deadline=draw(st.sampled_from([None, None, 60])),
        readiness_gates=draw(GATES),
        scheduling_gates=draw(GATES) if knows(version, "PodSpec", "schedulingGates") else (),
        finalizers=draw(st.sampled_from([(), (), FINALIZER])),
        share_process_namespace=draw(st.booleans()),
        kubernetes=version,
    )
