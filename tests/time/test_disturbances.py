"""The upper end of an answer holds whatever the other containers of the Pod do, and says what they can do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podproof.checker.engines.zones import Limits
from podproof.checker.gate import clock_questions
from podproof.checker.times import hanging
from podproof.checker.times.answers import TimeAnswer
from podproof.checker.times.clocked import ClockedPod, declared
from podproof.checker.times.parts import alone
from podproof.checker.times.stopping import deleted_while_running, running, sigkill
from podproof.checker.times.turns import with_its_turn
from podproof.checker.times.widening import widened
from podproof.spec.notation_of_time import ANY_TIME, AT_ONCE, Interval, exactly
from podproof.spec.pod.declared_times import Declared, DeclaredTimes
from podproof.spec.pod.latencies import IDEAL
from podproof.spec.pod.state import Container, ExitRule, Hook, Pod, Probe
from podproof.spec.pod.timed.lifecycle import TimedPod

WHOLE = Limits(states=20_000, zones=8_000, seconds=20)
"""Where a whole Pod is given up: then nothing is compared."""

CALM = Declared(pull=AT_ONCE, starts=AT_ONCE, hangs=None, exits=None, drains=exactly(1), answer=AT_ONCE)
PROBE = Probe("exec", period=5, failure_threshold=2)
ASKED = Container("app", image_pull_policy="Never", liveness_probe=PROBE)


def beside(other=None, times=CALM, asked=ASKED, **pod):
    """A Pod of a container that is asked about, and another one."""
    members = (asked, other or Container("other", image_pull_policy="Never"))
    declared = DeclaredTimes({asked.name: CALM, members[1].name: times}, deletion=None, second_deletion=None)
    return TimedPod(Pod("pod", members, grace_period=10, **pod), IDEAL, declared)


def other(**fields):
    """The other container, which pulls nothing."""
    return Container("other", image_pull_policy="Never", **fields)


others = st.builds(
    other,
    own_policy=st.just("Never"),  # it is killed once, or starts once: the states stay few
    liveness_probe=st.sampled_from([None, PROBE]),
    post_start=st.sampled_from([None, Hook("sleep", 0), Hook("sleep", 25)]),
)
times = st.builds(
    CALM._replace, starts=st.sampled_from([AT_ONCE, None]), drains=st.sampled_from([exactly(1), exactly(8), None])
)
KILLED = other(own_policy="Never", liveness_probe=PROBE), CALM._replace(starts=None, drains=None)
HOOKED = other(own_policy="Never", post_start=Hook("sleep", 25)), CALM


def restart_of_app(timed, **limits):
    """From the hang of the first container to its restart, asked of the whole Pod."""
    pod = ClockedPod(timed)
    pod = pod.only({"hangs": pod.when("may_answer_well", "was_never_restarted", container=0)})
    return pod.between(pod.events("hangs", container=0), pod.events("starts", container=0), **limits)


def restart_alone(timed):
    """The same of the first container by itself, and with what the other one can do to it."""
    by_itself = hanging.restart(alone(timed, "app"), "app")
    return by_itself, widened(timed, by_itself)


@settings(max_examples=3)
@given(others, times)
def test_a_restart_of_the_whole_pod_lies_in_the_widened_bounds(container, declarations):
    timed = declared(beside(container, declarations), "app", hangs=Interval(4, 8))
    by_itself, wider = restart_alone(timed)
    whole = restart_of_app(timed, limits=WHOLE)
    if whole.exact and not whole.undecided:
        assert by_itself.least == wider.least <= whole.least
        assert whole.most <= wider.most
        assert by_itself.most == (whole.most if wider.undisturbed is None else wider.undisturbed)


@pytest.mark.parametrize(("container", "declarations"), [KILLED, HOOKED], ids=["kill", "hook"])
def test_a_restart_that_another_container_delays_has_a_later_upper_end(container, declarations):
    timed = declared(beside(container, declarations), "app", hangs=Interval(4, 8))
    by_itself, wider = restart_alone(timed)
    whole = restart_of_app(timed, limits=WHOLE)
    assert whole.exact
    assert by_itself.most == wider.undisturbed < whole.most <= wider.most


HOOK = {"post_start": Hook("sleep", 5)}
RULES = (ExitRule("RestartAllContainers", "In", (3,)),)


@pytest.mark.parametrize(
    ("name", "fields", "declarations", "assumed"),
    [
        ("hang-to-restart", {}, {}, ""),
        ("hang-to-restart", {"liveness_probe": PROBE}, {}, ""),
        ("hang-to-restart", {"liveness_probe": PROBE}, {"hangs": ANY_TIME}, "kill for a probe: other"),
        ("hang-to-restart", {"liveness_probe": PROBE}, {"starts": Interval(0, 4.9)}, ""),
        ("hang-to-restart", {"liveness_probe": PROBE}, {"starts": Interval(0, 5)}, "kill for a probe: other"),
        ("hang-to-restart", HOOK, {}, "postStart hook: other"),
        ("hang-to-restart", {"post_start": Hook("sleep", 0)}, {}, ""),
        ("hang-to-restart", {"image_pull_policy": "Always"}, {"pull": Interval(0, 2)}, "image pull: other"),
        ("hang-to-restart", {"exit_rules": RULES}, {"exits": ANY_TIME}, ""),
        ("delete-to-gone", HOOK, {}, ""),
        ("delete-to-gone", HOOK, {"exits": ANY_TIME}, "postStart hook: other"),
        ("delete-to-gone", {**HOOK, "own_policy": "Never"}, {"exits": ANY_TIME}, ""),
        ("traffic-after-sigterm", HOOK, {"exits": ANY_TIME}, ""),
        ("hang-to-not-ready", HOOK, {}, ""),
        ("ready", HOOK, {}, ""),
    ],
)
def test_an_answer_names_what_can_hold_up_the_kubelet_and_nothing_else(name, fields, declarations, assumed):
    asked = ASKED._replace(liveness_probe=None) if name == "delete-to-gone" else ASKED
    container = Container("other", **{"image_pull_policy": "Never", **fields})
    timed = beside(container, CALM._replace(**declarations), asked)
    of = "" if name in ("ready", "delete-to-gone") else "app"
    assert widened(timed, TimeAnswer("hang", name, of, "", 1.0, 2.0)).held_up_by == assumed


def test_a_restart_of_all_containers_can_make_a_time_shorter_and_is_assumed_not_to_happen():
    timed = beside(other(exit_rules=RULES), CALM._replace(exits=ANY_TIME))
    assert "other" in widened(timed, TimeAnswer("hang", "hang-to-restart", "app", "", 1.0, 2.0)).assumes


def test_a_pull_that_nobody_declares_has_to_be_declared_of_the_other_container():
    timed = beside(Container("other", image_pull_policy="Always"), CALM._replace(pull=ANY_TIME))
    given = widened(timed, TimeAnswer("hang", "hang-to-restart", "app", "", 1.0, 2.0))
    assert (given.most, given.otherwise, given.undeclared) == (None, 2.0, ("other.pull",))


def test_a_start_that_a_hook_of_another_container_can_save_is_not_lost_for_certain():
    timed = declared(beside(other(**HOOK)), "app", starts=exactly(12))
    found = clock_questions.slow_start(timed, "app")
    assert (found.verdict, found.held_up_by) == ("depends", "postStart hook: other")
    assert clock_questions.slow_start(alone(timed, "app"), "app").verdict == "broken"
    assert clock_questions.slow_start(declared(timed, "app", starts=exactly(60)), "app").verdict == "broken"


@pytest.mark.parametrize(("drains", "verdict"), [(3, "holds"), (9, "depends")])
def test_a_sidecar_has_what_the_containers_before_it_leave_of_the_grace_period(drains, verdict):
    proxy = Container("app", kind="sidecar", own_policy="Always", image_pull_policy="Never")
    timed = beside(times=CALM._replace(drains=Interval(1, drains)), asked=proxy)
    timed = running(declared(timed, "app", drains=exactly(3)))
    asked = sigkill(with_its_turn(timed, "app"), "app")
    assert asked.verdict == verdict
    whole = deleted_while_running(timed)
    kill = whole.between(whole.events("deletes"), whole.events("kills", container=0))
    assert kill.is_possible == (verdict != "holds")


def test_the_grace_period_that_is_enough_for_a_sidecar_counts_its_wait():
    proxy = Container("app", kind="sidecar", own_policy="Always", image_pull_policy="Never")
    timed = beside(times=CALM._replace(drains=exactly(9)), asked=proxy)
    timed = running(declared(timed, "app", drains=exactly(3)))
    assert "a grace period of 13 s is enough" in sigkill(with_its_turn(timed, "app"), "app").says
    timed = timed._replace(pod=timed.pod._replace(grace_period=13))
    assert sigkill(with_its_turn(timed, "app"), "app").verdict == "holds"


def test_the_first_start_of_another_container_holds_up_a_restart_once_and_its_kills_twice():
    given = TimeAnswer("hang", "hang-to-restart", "app", "", 1.0, 2.0)
    assert widened(beside(other(**HOOK)), given).most == 2 + 5
    killed = beside(other(own_policy="Never", liveness_probe=PROBE), CALM._replace(hangs=ANY_TIME, drains=exactly(3)))
    assert widened(killed, given).most == 2 + 2 * 3


def test_a_sidecar_that_never_answers_its_startup_probe_is_not_held_up_by_the_containers_that_wait_for_it():
    proxy = Container("app", kind="sidecar", own_policy="Always", image_pull_policy="Never", startup_probe=PROBE)
    found = clock_questions.slow_start(beside(other(**HOOK), asked=proxy), "app")
    assert (found.most, found.held_up_by) == (10.0, "")
