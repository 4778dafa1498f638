"""Random small Pods of several containers, with everything declared that their starts and stops depend on."""

from hypothesis import strategies as st

from podproof.spec.notation_of_time import Interval, exactly
from podproof.spec.pod.declared_times import Declared, DeclaredTimes
from podproof.spec.pod.state import Container, Hook, Pod, Probe
from podproof.spec.pod.timed.lifecycle import TimedPod

periods = st.integers(2, 9)
intervals = st.tuples(st.integers(0, 12), st.integers(0, 8)).map(lambda drawn: Interval(drawn[0], sum(drawn)))
readiness_probes = st.none() | st.tuples(st.integers(0, 3), periods).map(
    lambda drawn: Probe("tcpSocket", initial_delay=drawn[0], period=drawn[1])
)
startup_probes = st.none() | periods.map(lambda period: Probe("exec", period=period, failure_threshold=30 // period))
hooks = st.none() | st.integers(1, 8).map(lambda seconds: Hook("sleep", seconds))

KINDS = (("regular", "regular"), ("sidecar", "regular"))


@st.composite
def containers(draw: st.DrawFn, name: str, kind: str) -> Container:
    """A container with some of the probes and hooks that a start or a stop depends on."""
    return Container(
        name,
        kind="sidecar" if kind == "sidecar" else "regular",
        own_policy="Always" if kind == "sidecar" else "",
        startup_probe=draw(startup_probes),
        readiness_probe=draw(readiness_probes),
        post_start=draw(hooks),
        pre_stop=draw(hooks),
    )


@st.composite
def declarations(draw: st.DrawFn) -> Declared:
    """What is declared of a container that neither hangs nor exits."""
    times = {"pull": draw(intervals), "starts": draw(intervals), "drains": draw(st.none() | intervals)}
    return Declared(**times, hangs=None, exits=None, answer=exactly(0))


@st.composite
def pods(draw: st.DrawFn) -> TimedPod:
    """A regular container behind another one, which may be like it, or behind a sidecar."""
    first, second = draw(st.sampled_from(KINDS))
    one, declared = draw(containers("one", first)), draw(declarations())
    if first == second and draw(st.booleans()):
        other, also = one._replace(name="other"), declared
    else:
        other, also = draw(containers("other", second)), draw(declarations())
    pod = Pod("pod", (one, other), grace_period=draw(st.integers(0, 15)))
    return TimedPod(pod, declared=DeclaredTimes({"one": declared, "other": also}, deletion=None))
