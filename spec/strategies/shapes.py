"""Random shapes of Pods: the configurations that the specification speaks about, in any mixture."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st

from podproof.spec.manifest.fields import FIELDS, POLICIES, PULL_POLICIES
from podproof.spec.manifest.predicates import CONTAINER_POLICIES
from podproof.spec.pod.state import NEWEST, OLDEST, Container, Hook, Pod, Probe

Record = TypeVar("Record")

GATE = ("example.com/gate",)

THRESHOLDS = st.sampled_from([1, 1, 1, 2, 3])
"""Each failure that is counted makes a life longer and tells little that is new, so that few are drawn often."""

VERSIONS = st.sampled_from(range(NEWEST, OLDEST - 1, -1))
"""Minor versions, the newest as the simplest."""


def made(record: Callable[..., Record], **fields: Any) -> st.SearchStrategy[Record]:
    """A record whose other fields have their defaults, which `builds` would draw too."""
    drawn = {name: field if isinstance(field, st.SearchStrategy) else st.just(field) for name, field in fields.items()}
    return st.fixed_dictionaries(drawn).map(lambda values: record(**values))


def knows(kubernetes: int, type: str, field: str) -> bool:
    """Whether the version has the field of the API, be it behind a feature gate."""
    return kubernetes >= FIELDS[type][field].since


def probes(kubernetes: int) -> dict[str, st.SearchStrategy[Probe | None]]:
    """The probes that a container may have."""
    graces = [None, None, 1, 30] if knows(kubernetes, "Probe", "terminationGracePeriodSeconds") else [None]
    killing = made(Probe, handler="exec", failure_threshold=THRESHOLDS, grace=st.sampled_from(graces))
    serving = made(Probe, handler="exec", failure_threshold=THRESHOLDS, success_threshold=THRESHOLDS)
    knows_startup = knows(kubernetes, "Container", "startupProbe")
    return {
        "startup_probe": st.none() | killing if knows_startup else st.none(),
        "liveness_probe": st.none() | killing,
        "readiness_probe": st.none() | serving,
    }


def running(name: str, kubernetes: int, **fields: Any) -> st.SearchStrategy[Container]:
    """A container that is meant to go on: with all that an init container may not have."""
    hooks = st.none() | st.just(Hook("exec"))
    pull = st.sampled_from(PULL_POLICIES)
    return made(
        Container,
        name=name,
        image_pull_policy=pull,
        post_start=hooks,
        pre_stop=hooks,
        **probes(kubernetes),
        **fields,
    )


def own_policies(kubernetes: int, *those: str) -> st.SearchStrategy[str]:
    """Policies of containers that are no sidecars are an affair of late versions."""
    return st.sampled_from(["", "", *those]) if kubernetes >= CONTAINER_POLICIES else st.just("")


def inits(name: str, kubernetes: int) -> st.SearchStrategy[Container]:
    """An init container, or a sidecar where the version has such."""
    own = own_policies(kubernetes, "OnFailure", "Never")
    pull = st.sampled_from(PULL_POLICIES)
    plain = made(Container, name=name, kind="init", own_policy=own, image_pull_policy=pull)
    if not knows(kubernetes, "Container", "restartPolicy"):
        return plain
    return plain | running(name, kubernetes, kind="sidecar", own_policy="Always")


def added(kubernetes: int, most: int) -> st.SearchStrategy[tuple[Container, ...]]:
    """What somebody adds to a Pod that is there, to look inside: mostly nothing."""
    if not knows(kubernetes, "PodSpec", "ephemeralContainers"):
        return st.just(())
    debuggers = tuple(Container(f"debugger-{number}", kind="ephemeral") for number in range(most))
    return st.sampled_from([(), (), (), debuggers])


@st.composite
def shapes(
    draw: st.DrawFn,
    *,
    kubernetes: int | None = None,
    policies: Sequence[str] = POLICIES,
    most_inits: int = 2,
    most_regulars: int = 2,
    most_ephemeral: int = 1,
) -> Pod:
    """A Pod with any mixture of what steers its life, for this version of Kubernetes, 1.N (None: for any).

    `policies` are the restart policies of the Pod to draw from.  A failing one shrinks to few and plain containers.
    """
    version = draw(VERSIONS) if kubernetes is None else kubernetes
    first = [draw(inits(f"init-{number}", version)) for number in range(draw(st.integers(0, most_inits)))]
    number_of_regulars = draw(st.integers(1, most_regulars))
    own = own_policies(version, *POLICIES)
    second = [draw(running(f"app-{number}", version, own_policy=own)) for number in range(number_of_regulars)]
    gates = st.sampled_from([(), GATE])
    return Pod(
        "drawn",
        (*first, *second, *draw(added(version, most_ephemeral))),
        restart_policy=draw(st.sampled_from(policies)),
        grace_period=draw(st.sampled_from([30, 0, 1, 2])),
        readiness_gates=draw(gates),
        scheduling_gates=draw(gates) if knows(version, "PodSpec", "schedulingGates") else (),
        share_process_namespace=draw(st.booleans()),
        kubernetes=version,
    )
