"""Every duration is a pure function of what it names, follows its rule, and is used."""

import re
from functools import partial
from math import ceil, floor
from pathlib import Path

import lint
import pytest

from podproof.checker import times
from podproof.checker.timed_model import UNITS_PER_SECOND
from podproof.spec import findings, kubernetes_tests
from podproof.spec.notation import footprint
from podproof.spec.notation_of_time import ANY_TIME, AT_ONCE, RESOLUTION, Interval, exactly, less_than, up_to
from podproof.spec.pod import durations, predicates
from podproof.spec.pod.declared_times import UNDECLARED, Declared, DeclaredTimes
from podproof.spec.pod.latencies import IDEAL, MEASURED
from podproof.spec.pod.state import NEWEST, Container, ContainerState, Hook, Pod, PodState, Probe
from podproof.spec.pod.timed.lifecycle import TIMED_LIFECYCLE
from podproof.spec.pod.timed.state import ContainerTiming
from podproof.spec.rules import rules

DURATIONS = lint.functions_in(durations)
FIELDS = {*Pod._fields, *Container._fields, *PodState._fields, *ContainerState._fields, *ContainerTiming._fields}
NAMED = {
    name
    for machine in TIMED_LIFECYCLE.machines
    for transition in TIMED_LIFECYCLE.transitions(machine)
    for name in (transition.times.after, transition.times.every, transition.times.within)
    if name
}
"""The durations that transitions name."""

every_duration = pytest.mark.parametrize("function", DURATIONS.values(), ids=lambda function: function.__name__)

LIVENESS = Probe("exec", initial_delay=15, period=10, timeout=1, failure_threshold=3)
STARTUP = Probe("exec", period=5, timeout=2, failure_threshold=30, grace=7)
READINESS = Probe("exec", period=10, timeout=1)
EXEC, SLEEP = Hook("exec"), Hook("sleep", 20)


@every_duration
def test_a_duration_reads_only_its_parameters_and_other_durations(function):
    ours = {name: vars(durations)[name] for name in DURATIONS}
    forms = {name: vars(durations.stops)[name] for name in ("AT_ONCE", "Interval", "exactly", "less_than", "up_to")}
    space = type(durations)("space")
    vars(space).update(ours | forms, ANY_TIME=ANY_TIME, RESOLUTION=RESOLUTION, ceil=ceil, floor=floor)
    assert [each for each in lint.purity(function, space) if not each.endswith("reads the global sum")] == []


@every_duration
def test_a_duration_has_a_one_line_docstring_that_ends_with_known_rules(function):
    cited = re.fullmatch(r"[A-Z].*\. \[(.*)\]", function.__doc__ or "")
    assert cited
    assert set(cited[1].split()) <= rules().keys()


@pytest.mark.parametrize("name", sorted(NAMED))
def test_a_duration_of_a_transition_reads_fields_of_the_pod_and_of_its_clock(name):
    of_the_clock = {"latencies", "declared", "declared_times"}
    assert set(footprint(DURATIONS[name])) <= FIELDS | of_the_clock | {"index", "containers"}


def test_every_duration_is_used():
    files = [path for room in (findings, kubernetes_tests, times) for path in Path(room.__path__[0]).rglob("*.py")]
    files += Path(predicates.__path__[0]).glob("*.py")
    texts = "\n".join(path.read_text(encoding="utf-8") for path in files)
    called = {name for each in DURATIONS.values() for code in lint.codes(each.__code__) for name in code.co_names}
    assert {name for name in DURATIONS if name not in NAMED | called and not re.search(rf"\b{name}\b", texts)} == set()


def test_the_clock_of_the_checker_has_the_resolution_of_the_specification():
    assert RESOLUTION * UNITS_PER_SECOND == 1
    assert less_than(1) == Interval(0, 0.9)
    assert less_than(0) is None


def test_restarts_wait_ten_seconds_then_twice_as_long_each_time_up_to_five_minutes():
    waits = [durations.crash_wait(level) for level in range(7)]
    assert waits == [exactly(seconds) for seconds in (10, 20, 40, 80, 160, 300, 300)]
    assert durations.back_off_memory() == exactly(600)


@pytest.mark.parametrize(
    ("level", "version", "most"),
    [(0, 34, 15), (1, 34, 30), (2, 34, 55), (5, 34, 315), (0, 35, 15), (2, 35, 60), (5, 35, 330)],
)
def test_a_restart_waits_for_the_next_try_of_the_kubelet(level, version, most):
    latencies = MEASURED._replace(sync=AT_ONCE)
    assert durations.crash_wait_seen(level, latencies, version).most == most
    assert durations.crash_wait_seen(level, IDEAL, version) == durations.crash_wait(level)


def test_a_restart_after_an_exit_is_noticed_first_unless_the_kubelet_waited_or_killed():
    start = durations.start_time
    assert start(MEASURED, "Absent", "Fresh", "Ordinary") == MEASURED.create
    assert start(MEASURED, "Exited", "Fresh", "Ordinary") == MEASURED.relist.plus(MEASURED.create)
    assert start(MEASURED, "Exited", "Elapsed", "Ordinary") == MEASURED.create
    assert start(MEASURED, "Exited", "Fresh", "AtOnce") == MEASURED.create


def test_an_image_takes_as_long_as_its_owner_declares_and_a_failed_pull_is_then_excluded():
    declared = Declared(pull=up_to(60))
    alone = (MEASURED, "Absent", 0, (Container("app"),))
    assert durations.pull_time(declared, "Always", *alone) == up_to(60)
    assert durations.pull_failure_time(declared, "Always") is None
    assert durations.pull_failure_time(Declared(), "Always") == ANY_TIME
    assert durations.pull_time(Declared(), "Never", *alone) == AT_ONCE


def test_the_first_start_after_an_init_container_waits_until_the_kubelet_knows_of_its_exit():
    pod = (Container("setup", "init"), Container("app"), Container("other"))
    pulls = [durations.pull_time(Declared(), "Never", MEASURED, "Absent", index, pod) for index in range(3)]
    assert pulls == [AT_ONCE, MEASURED.relist, AT_ONCE]
    assert durations.pull_time(Declared(), "Never", MEASURED, "Exited", 1, pod) == AT_ONCE


def test_the_first_result_of_a_probe_comes_within_a_period_after_its_initial_delay():
    def first(startup_probe=None, version=NEWEST):
        return durations.liveness_result_time(LIVENESS, "First", startup_probe, None, MEASURED, version)

    assert first() == Interval(15, 26)
    assert first(STARTUP) == Interval(0, 26)
    assert first(STARTUP, 20).most == 15 + 10 + 90 + 1
    assert durations.liveness_result_time(LIVENESS, "Later", None, None, MEASURED, NEWEST) == exactly(10)
    assert durations.startup_result_time(STARTUP, "First", None, MEASURED) == Interval(0, 6)
    assert durations.startup_success_time(STARTUP, "Later", None, Declared(), MEASURED) == Interval(5, 7)


def test_a_readiness_probe_is_triggered_until_the_container_is_ready():
    def result(tick, readiness, version=NEWEST):
        declared = Declared(answer=AT_ONCE)
        return durations.readiness_result_time(READINESS, tick, readiness, None, None, declared, MEASURED, version)

    assert result("First", "Failure") == up_to(1)
    assert result("First", "Failure", 21) == up_to(11)
    assert result("Triggered", "Failure") == result("Triggered", "Success") == result("Later", "Failure") == up_to(10)
    assert result("Later", "Success") == result("Later", "Failure", 21) == exactly(10)


def test_an_answer_takes_no_longer_than_the_timeout():
    assert durations.answer_time(STARTUP, Declared()) == up_to(2)
    assert durations.answer_time(STARTUP, Declared(answer=Interval(1, 5))) == Interval(1, 2)
    assert durations.answer_time(STARTUP, Declared(answer=exactly(5))) == exactly(2)


def test_a_kill_waits_for_the_answer_of_the_probe_that_failed():
    def kill(liveness, startup):
        return durations.kill_time(liveness, LIVENESS, startup, STARTUP, Declared(), MEASURED)

    assert kill("Failure", "Success") == up_to(2)
    assert kill("Success", "Failure") == up_to(3)
    assert kill("Success", "Success") is None


def test_the_grace_of_a_stop_is_that_of_the_pod_or_of_the_probe_that_failed():
    def grace(worker, reason="Unset", liveness="Success", startup="Success"):
        return durations.grace_of_stop(worker, 30, reason, liveness, LIVENESS, startup, STARTUP)

    assert grace("Terminating") == grace("Syncing", liveness="Failure") == grace("Syncing") == 30
    assert grace("Syncing", startup="Failure") == 7
    assert grace("Terminating", startup="Failure") == 30
    assert grace("Terminating", reason="Evicted") == 1


def test_a_termination_lasts_its_grace_unless_a_second_delete_shortens_it():
    assert durations.termination_grace(30, "Unset", "Requested") == exactly(30)
    assert durations.termination_grace(0, "Unset", "Requested") == exactly(1)
    assert durations.termination_grace(30, "Unset", "Shortened") == Interval(1, 30)


def test_a_hook_that_sleeps_says_how_long_it_takes_and_another_one_its_owner():
    declared = Declared(pre_stop=up_to(5), post_start=up_to(6))
    assert durations.pre_stop_time(SLEEP, declared) == durations.post_start_time(SLEEP, declared) == exactly(20)
    assert durations.pre_stop_time(EXEC, declared) == up_to(5)
    assert durations.post_start_time(EXEC, declared) == up_to(6)
    assert durations.post_start_failure_time(EXEC, declared) is None
    assert durations.post_start_failure_time(SLEEP, Declared()) is None
    assert durations.post_start_failure_time(EXEC, Declared()) == ANY_TIME


def test_a_hook_that_leaves_less_than_two_whole_seconds_is_late():
    context = {"worker": "Terminating", "grace_period": 30, "reason": "Unset", "liveness": "Success"}
    context |= {"liveness_probe": None, "startup": "Unknown", "startup_probe": None}
    assert durations.in_time_for_the_minimum("regular", NEWEST, **context) == Interval(0, 27.9)
    assert durations.in_time_for_the_minimum("sidecar", NEWEST, **context) == up_to(30)
    assert durations.in_time_for_the_minimum("sidecar", 28, **context) == Interval(0, 27.9)
    assert durations.late_for_the_minimum(**context) == Interval(28, 30)


def test_sigkill_is_late_by_the_part_of_a_second_that_a_hook_has_used():
    late = partial(durations.sigkill_time, MEASURED, kind="regular", kubernetes=NEWEST)
    assert late(pre_stop=None) == late(pre_stop=SLEEP) == up_to(0.2)
    assert late(pre_stop=EXEC) == up_to(1.2)
    assert durations.minimum_time() == exactly(2)


def test_sigkill_of_a_sidecar_is_late_by_the_minimum_if_its_turn_comes_late():
    late = partial(durations.sigkill_time, MEASURED, pre_stop=None, kind="sidecar")
    assert late(kubernetes=NEWEST) == up_to(2.2)
    assert late(kubernetes=28) == up_to(0.2)


def test_old_kubelets_remove_a_deleted_pod_late():
    assert [durations.confirm_time(IDEAL, version).most for version in (19, 20, 21, 22)] == [10, 70, 10, 0]


def test_old_kubelets_publish_a_start_with_the_next_sync():
    def publish(version, startup_probe):
        return durations.publish_time(MEASURED, version, (Container("app", startup_probe=startup_probe),))

    assert publish(20, None) == publish(21, STARTUP) == MEASURED.publish
    assert publish(20, STARTUP).most == MEASURED.publish.most + 90 + MEASURED.sync.most


def test_a_deadline_is_noticed_within_a_second():
    assert durations.deadline_time(600) == Interval(600, 601)


def test_what_nobody_declares_may_take_any_time():
    assert DeclaredTimes().of("app") == Declared()
    assert {getattr(durations, name)(Declared()) for name in ("own_exit_time", "drain_time", "hang_time")} == {ANY_TIME}
    assert {
        getattr(durations, name)(UNDECLARED)
        for name in ("deletion_time", "second_deletion_time", "endpoint_removal_time", "endpoint_addition_time")
    } == {ANY_TIME}
    assert not Declared().knows_health
    assert Declared(hangs=None).knows_health


def test_an_ideal_node_takes_no_time():
    names = {"schedule_time", "sandbox_time", "notice_time", "sync_time", "removal_time", "turn_time"}
    assert {getattr(durations, name)(IDEAL) for name in names} == {AT_ONCE}


def test_intervals_add_up_and_keep_having_no_bound():
    assert up_to(2).plus(exactly(3)) == Interval(3, 5)
    assert ANY_TIME.plus(exactly(3)) == Interval(3, None)
