"""Random small Pods of several containers, with everything declared that their starts and stops depend on."""

from hypothesis import strategies as st

from podproof.spec.notation_of_time import Interval, exactly
from podproof.spec.pod.declared_times import Declared, DeclaredTimes
from podproof.spec.pod.state import Container, Hook, Pod, Probe
from podproof.spec.pod.timed import TimedPod

lengths = st.integers(0, 12)
intervals = st.builds(lambda least, width: Interval(least, least + width), lengths, st.integers(0, 8))
probes = st.none() | st.builds(
    Probe,
    handler=st.just("tcpSocket"),
    initial_delay=st.integers(0, 3),
    period=st.integers(1, 9),
    success_threshold=st.integers(1, 2),
    failure_threshold=st.just(1),
)
startup_probes = st.none() | st.builds(Probe, handler=st.just("exec"), period=st.integers(1, 9), failure_threshold=st.just(1))
hooks = st.none() | st.builds(Hook, handler=st.just("sleep"), seconds=st.integers(1, 8))
declarations = st.builds(
    Declared,
    pull=intervals,
    starts=intervals,
    hangs=st.none(),
    exits=st.none(),
    drains=st.none() | intervals,
    answer=st.just(exactly(0)),
)


@st.composite
def pods(draw: st.DrawFn) -> TimedPod:
    """One or two regular containers of which some have a sidecar before them; two that are alike are not rare."""
    kinds = draw(st.sampled_from([("regular", "regular"), ("sidecar", "regular"), ("sidecar", "regular", "regular")]))
    members, containers = [], {}
    for kind in kinds:
        name = str(len(members))
        if members and members[-1].kind == kind and draw(st.booleans()):
            members.append(members[-1]._replace(name=name))
            containers[name] = containers[str(len(members) - 2)]
            continue
        members.append(
            Container(
                name,
                kind=kind,
                own_policy="Always" if kind == "sidecar" else "",
                startup_probe=draw(startup_probes),
                readiness_probe=draw(probes),
                post_start=draw(hooks),
                pre_stop=draw(hooks),
            )
        )
        containers[name] = draw(declarations)
    return TimedPod(
        Pod("pod", tuple(members), grace_period=draw(st.integers(0, 15))),
        declared=DeclaredTimes(containers, deletion=None),
    )
