"""What `podproof time` answers, and that each boundary is where it says."""

import pytest
from web_server import manifest, web

import podproof
from podproof.checker.gate.configuration import DEFAULT
from podproof.checker.gate.pod_times import QUESTIONS
from podproof.checker.gate.tables import BehaviorTable
from podproof.checker.times import crashing, hanging, starting, stopping
from podproof.checker.times.clocked import FORCED, ClockedPod, declared
from podproof.checker.times.parts import undeleted
from podproof.checker.times.stopping import deleted_while_running, running
from podproof.spec.notation_of_time import exactly
from podproof.spec.pod.scenarios import path


def answers(times, *topics):
    """The answers by name, those of all topics unless some are named."""
    return {
        answer.name: answer
        for answer_all in [topic.answer for topic in topics] or QUESTIONS.values()
        for answer in answer_all(times.timed)
    }


@pytest.fixture(scope="module")
def answered():
    """The answers about a server of which everything is declared."""
    return answers(
        web(pull="1s..5s", starts="2s..20s", drains="5s..9.9s", endpoint_removal="0s..10s", endpoint_addition="0s..1s")
    )


def test_each_question_about_a_declared_server_has_both_ends(answered):
    open_ends = {name for name, answer in answered.items() if answer.most is None and answer.verdict != "holds"}
    assert open_ends == set()


def test_a_start_within_the_safe_time_holds(answered):
    start = answered["slow-start"]
    assert (start.verdict, start.least, start.most) == ("holds", 30.0, 41.0)


@pytest.mark.parametrize(
    ("starts", "verdict"), [("0s..29.9s", "holds"), ("30s", "depends"), ("41s", "depends"), ("41.1s", "broken")]
)
def test_the_verdict_on_a_slow_start_flips_at_its_boundaries(starts, verdict):
    assert answers(web(starts=starts), starting)["slow-start"].verdict == verdict


@pytest.mark.parametrize(("starts", "can_be_killed", "can_live"), [(29.9, 0, 1), (30, 1, 1), (41, 1, 1), (41.1, 1, 0)])
def test_the_boundaries_of_a_slow_start_are_confirmed_from_both_sides(starts, can_be_killed, can_live):
    pod = ClockedPod(declared(undeleted(web().timed), "app", starts=exactly(starts), hangs=None, exits=None))
    alive = pod.when("runs", "may_answer_well", "not probe_has_failed", "is_not_being_stopped")
    assert pod.between(pod.when("runs"), pod.when("probe_has_failed")).is_possible == bool(can_be_killed)
    assert pod.between(None, alive).is_possible == bool(can_live)


@pytest.mark.parametrize(("drains", "can_be_killed"), [("0s..24.9s", False), ("0s..25s", True)])
def test_sigkill_is_possible_exactly_from_the_end_of_the_grace_period_on(drains, can_be_killed):
    pod = deleted_while_running(running(web(drains=drains).timed))
    assert pod.between(pod.events("deletes"), pod.events("kills")).is_possible == can_be_killed


def test_a_process_that_ignores_sigterm_is_certain_to_be_killed():
    kill = answers(web(drains="never"), stopping)["sigkill"]
    assert (kill.verdict, kill.least) == ("broken", 30.0)


def test_a_process_has_two_seconds_after_sigterm_however_long_its_hook_takes():
    text = manifest().replace("preStop: {sleep: {seconds: 5}}", "preStop: {exec: {command: [x]}}")
    (pod,) = podproof.parse(text)
    own = BehaviorTable(drains="never", pre_stop="20s..30s")
    kill = answers(podproof.time(pod, configuration=DEFAULT._replace(containers=(own,))), stopping)["sigkill"]
    assert "the process has 2.0 … 11.2 s after SIGTERM" in kill.says


def test_a_longer_grace_period_is_named_where_it_is_enough():
    said = answers(web(grace=10, drains="5s..20s"), stopping)["sigkill"].says
    assert "a grace period of 26 s is enough" in said
    assert answers(web(grace=26, drains="5s..20s"), stopping)["sigkill"].verdict == "holds"
    assert answers(web(grace=25, drains="5s..20s"), stopping)["sigkill"].verdict == "depends"


def test_a_process_that_ignores_sigterm_but_exits_by_itself_before_the_grace_is_over_is_not_killed():
    short, long = (answers(web(pre_stop=1, drains="never", exits=exits), stopping) for exits in ("15s", "50s"))
    assert (short["sigkill"].verdict, short["delete-to-gone"].most < 30) == ("holds", True)
    assert (long["sigkill"].verdict, long["delete-to-gone"].least) == ("depends", 1.0)


def test_the_sleep_that_closes_the_window_closes_it_and_a_shorter_one_does_not(answered):
    assert answered["traffic-after-sigterm"].says == "up to 5.0 s; a preStop sleep of 11 s closes the window"
    for pre_stop, verdict in ((11, "holds"), (9, "broken")):
        times = web(pre_stop=pre_stop, endpoint_removal="0s..10s", endpoint_addition="0s")
        assert answers(times, stopping)["traffic-after-sigterm"].verdict == verdict


def test_a_duration_that_nobody_declares_has_no_upper_bound_and_is_named():
    ready = answers(web(), starting)["ready"]
    assert (ready.most, ready.undeclared) == (None, ("app.pull", "app.starts"))
    assert ready.otherwise == pytest.approx(3.9)


def test_restarts_after_exits_and_after_kills_differ_in_their_first_back_off():
    found = answers(web(drains="0s..1s"), crashing)
    assert found["first-back-off-exits"].least == 0
    assert found["first-back-off-kills"].least == pytest.approx(175)
    assert (found["restarts-exits"].least, found["restarts-exits"].most) == (15, 16)


def test_restarts_whose_fewest_are_not_decided_say_so():
    restarts = answers(web(), crashing)["restarts-kills"]
    assert not restarts.least
    assert "given up at" in restarts.says


def test_an_ideal_node_is_never_slower(answered):
    (pod,) = podproof.parse(manifest())
    configuration = DEFAULT._replace(containers=(BehaviorTable(pull="1s..5s", starts="2s..20s", drains="5s..9.9s"),))
    ideal = answers(podproof.time(pod, configuration=configuration, ideal=True))
    for name in ("ready", "hang-to-restart", "delete-to-gone"):
        assert answered[name].least <= ideal[name].least <= ideal[name].most <= answered[name].most


@pytest.mark.parametrize("name", ["single-always", "probes"])
def test_an_answer_without_an_upper_bound_about_a_scenario_says_why(name):
    (pod,) = podproof.read(path(name))
    given = podproof.time(pod).answers()
    assert "undecided" not in {answer.verdict for answer in given}
    open_ends = [answer for answer in given if answer.least is not None and answer.most is None]
    assert [answer.name for answer in open_ends if not (answer.undeclared or answer.says)] == []


def test_what_a_probe_may_kill_at_its_first_failure_is_never_safe():
    text = manifest().replace("initialDelaySeconds: 10", "failureThreshold: 1")
    (pod,) = podproof.parse(text)
    slow = answers(podproof.time(pod), starting)["slow-start"]
    assert slow.says.startswith("never safe, depends on the tick from 0.0 s")


def test_a_hang_that_liveness_and_readiness_notice_together_has_an_upper_bound():
    (pod,) = podproof.parse(manifest() + "    readinessProbe: {httpGet: {path: /, port: 80}}\n")
    unready = answers(podproof.time(pod), hanging)["hang-to-not-ready"]
    assert unready.least <= 30 <= unready.most
    assert unready.question == "hang → not Ready, or restarted"


def test_readiness_probes_change_no_end_of_a_deletion():
    text = manifest() + "    readinessProbe: {httpGet: {path: /, port: 80}}\n"
    (pod,) = podproof.parse(text)
    timed = running(podproof.time(pod).timed)
    probed = deleted_while_running(timed)
    whole = probed.between(probed.events("deletes"), probed.when("removed_gracefully"))
    answer = stopping.gone(timed)
    assert (answer.least, answer.most) == (whole.least, whole.most)
    assert whole.most is not None


SIDECAR_AND_TWO = """
apiVersion: v1
kind: Pod
metadata: {name: three}
spec:
  initContainers:
  - {name: proxy, image: envoy:1, restartPolicy: Always, startupProbe: {tcpSocket: {port: 1}}}
  containers:
  - {name: app, image: nginx:1, readinessProbe: {tcpSocket: {port: 80}, periodSeconds: 20}}
  - {name: cache, image: redis:7, readinessProbe: {tcpSocket: {port: 81}, initialDelaySeconds: 7}}
"""


def test_ready_asked_of_one_readiness_probe_at_a_time_is_ready_of_the_whole_pod():
    (pod,) = podproof.parse(SIDECAR_AND_TWO)
    own = BehaviorTable(pull="1s..3s", starts="2s..9s", exits="never", hangs="never")
    times = podproof.time(pod, configuration=DEFAULT._replace(containers=(own,)))
    whole = ClockedPod(undeleted(times.timed), without=(*FORCED, "stops_unhealthy"))
    together = whole.between(None, whole.when("ready_condition_is_true"))
    ready = answers(times, starting)["ready"]
    assert (ready.least, ready.most) == (together.least, together.most)
    assert together.most is not None


GRACE = """
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  terminationGracePeriodSeconds: SECONDS
  containers: [{name: app, image: nginx:1}]
"""


@pytest.mark.parametrize(("name", "reason"), [("never-pulled", "repeat forever"), ("probes-onfailure", "come to rest")])
def test_an_answer_that_no_declaration_bounds_says_why(name, reason):
    (pod,) = podproof.read(path(name))
    given = [answer for answer in podproof.time(pod).answers() if answer.says.startswith("no upper bound: it need")]
    assert given
    assert all(reason in answer.says for answer in given)


def test_a_deletion_without_a_grace_period_removes_the_object_at_once():
    (pod,) = podproof.parse(GRACE.replace("SECONDS", "0"))
    stopped = {each.name: each for each in podproof.time(pod).answers() if each.topic in ("stop", "node")}
    assert (stopped["delete-to-gone"].least, stopped["delete-to-gone"].most) == (0.0, 0.0)
    assert stopped["drain"].most == 0.0


def test_the_longest_wait_begins_with_the_exit_after_the_last_restart_that_waited_less():
    (pod,) = podproof.parse(GRACE.replace("SECONDS", "30"))
    exiting = podproof.time(pod, configuration=DEFAULT._replace(containers=(BehaviorTable(exits="60s"),)), ideal=True)
    (restarts,) = (each for each in exiting.answers() if each.name == "restarts-exits")
    assert restarts.says == "it waits 5 minutes from 730 s on"


def test_a_probe_of_which_too_many_results_would_be_counted_leaves_only_what_depends_on_it_open():
    text = manifest().replace("initialDelaySeconds: 10", "failureThreshold: 2147483647")
    (pod,) = podproof.parse(text)
    times = podproof.time(pod)
    open_topics = [answer.topic for answer in times.answers() if "3,600 values of liveness_streak" in answer.says]
    assert open_topics == ["start", "hang", "crash loop"]
    assert times.between("app:hang", "app:start").verdict == "undecided"
