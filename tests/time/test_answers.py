"""What `podproof time` answers, and that each boundary is where it says."""

import pytest

import podproof
from podproof.checker.gate.configuration import DEFAULT
from podproof.checker.gate.pod_times import QUESTIONS
from podproof.checker.gate.tables import BehaviorTable, TimeTable
from podproof.checker.times import crashing, hanging, starting, stopping
from podproof.checker.times.clocked import FORCED, ClockedPod, declared
from podproof.checker.times.parts import undeleted
from podproof.checker.times.stopping import deleted_while_running, running
from podproof.spec.notation_of_time import exactly
from podproof.spec.pod.scenarios import path

WEB = """
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  terminationGracePeriodSeconds: GRACE
  containers:
  - name: app
    image: nginx:1.27
    imagePullPolicy: IfNotPresent
    livenessProbe: {httpGet: {path: /, port: 80}, initialDelaySeconds: 10}
    lifecycle: {preStop: {sleep: {seconds: PRE_STOP}}}
"""


def web(grace=30, pre_stop=5, **times):
    """The clock of a web server that declares how long it takes."""
    text = WEB.replace("GRACE", str(grace)).replace("PRE_STOP", str(pre_stop))
    (manifest,) = podproof.parse(text)
    outside = {name: times.pop(name) for name in ("endpoint_removal", "endpoint_addition") if name in times}
    configuration = DEFAULT._replace(containers=(BehaviorTable(**times),), time=TimeTable(**outside))
    return podproof.time(manifest, configuration=configuration)


def answers(times, *topics):
    """The answers by name, those of all topics unless some are named."""
    return {answer.name: answer for topic in topics or QUESTIONS for answer in topic.answer(times.timed)}


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
    text = WEB.replace("GRACE", "30").replace(
        "preStop: {sleep: {seconds: PRE_STOP}}", "preStop: {exec: {command: [x]}}"
    )
    (manifest,) = podproof.parse(text)
    own = BehaviorTable(drains="never", pre_stop="20s..30s")
    kill = answers(podproof.time(manifest, configuration=DEFAULT._replace(containers=(own,))), stopping)["sigkill"]
    assert "the process has 2.0 … 11.2 s after SIGTERM" in kill.says


def test_a_longer_grace_period_is_named_where_it_is_enough():
    said = answers(web(grace=10, drains="5s..20s"), stopping)["sigkill"].says
    assert "a grace period of 26 s is enough" in said
    assert answers(web(grace=26, drains="5s..20s"), stopping)["sigkill"].verdict == "holds"
    assert answers(web(grace=25, drains="5s..20s"), stopping)["sigkill"].verdict == "depends"


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


def test_the_time_between_two_moments_has_an_execution_for_each_time_within_its_bounds():
    times = web(pull="0s..2s", starts="0s..0.3s", hangs="30s..30.5s", exits="never", drains="0s..1s")
    asked = times.between("created", "Restarted")
    question = asked.duration.question
    for units in (asked.least * 10, (asked.least + asked.most) // 2 * 10, asked.most * 10):
        assert question.trace_of(int(units)).units == int(units)
    assert question.trace_of(int(asked.most * 10) + 1) is None


def test_an_ideal_node_is_never_slower(answered):
    (manifest,) = podproof.parse(WEB.replace("GRACE", "30").replace("PRE_STOP", "5"))
    configuration = DEFAULT._replace(containers=(BehaviorTable(pull="1s..5s", starts="2s..20s", drains="5s..9.9s"),))
    ideal = answers(podproof.time(manifest, configuration=configuration, ideal=True))
    for name in ("ready", "hang-to-restart", "delete-to-gone"):
        assert answered[name].least <= ideal[name].least <= ideal[name].most <= answered[name].most


def test_a_second_deletion_and_an_eviction_happen_only_where_a_moment_names_them():
    text = "".join(line for line in WEB.splitlines(True) if "livenessProbe" not in line and "preStop" not in line)
    (manifest,) = podproof.parse(text.replace("GRACE", "30"))
    own = BehaviorTable(pull="0s..1s", exits="never", drains="never")
    times = podproof.time(manifest, configuration=DEFAULT._replace(containers=(own,)))
    again, once = times.between("deleted-again", "Gone"), times.between("deleted", "Gone")
    assert again.most <= once.most == pytest.approx(37.7)
    evicted = times.between("evicts", "ends_termination")
    assert evicted.most < 5 < again.most
    assert times.between("created", "Evicted").least is None


def test_a_moment_that_is_unknown_is_refused_with_the_nearest_one():
    with pytest.raises(podproof.UsageError, match="did you mean Ready"):
        web().between("created", "Redy")
    with pytest.raises(podproof.UsageError, match="no container 'db'"):
        web().between("created", "db:start")


@pytest.mark.parametrize("name", ["single-always", "probes"])
def test_an_answer_without_an_upper_bound_about_a_scenario_says_why(name):
    (manifest,) = podproof.read(path(name))
    given = podproof.time(manifest).answers()
    assert "undecided" not in {answer.verdict for answer in given}
    open_ends = [answer for answer in given if answer.least is not None and answer.most is None]
    assert [answer.name for answer in open_ends if not (answer.undeclared or answer.says)] == []


def test_what_a_probe_may_kill_at_its_first_failure_is_never_safe():
    text = WEB.replace("GRACE", "30").replace("PRE_STOP", "5").replace("initialDelaySeconds: 10", "failureThreshold: 1")
    (pod,) = podproof.parse(text)
    slow = answers(podproof.time(pod), starting)["slow-start"]
    assert slow.says.startswith("never safe, depends on the tick from 0.0 s")


def test_a_hang_that_liveness_and_readiness_notice_together_has_an_upper_bound():
    text = WEB.replace("GRACE", "30").replace("PRE_STOP", "5")
    (pod,) = podproof.parse(text + "    readinessProbe: {httpGet: {path: /, port: 80}}\n")
    unready = answers(podproof.time(pod), hanging)["hang-to-not-ready"]
    assert unready.least <= 30 <= unready.most
    assert unready.question == "hang → not Ready, or restarted"


def test_readiness_probes_change_no_end_of_a_deletion():
    text = WEB.replace("GRACE", "30").replace("PRE_STOP", "5") + "    readinessProbe: {httpGet: {path: /, port: 80}}\n"
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

PROBED = """
  - name: NAME
    image: nginx:1
    livenessProbe: {tcpSocket: {port: 80}}
    readinessProbe: {tcpSocket: {port: 80}, periodSeconds: PERIOD}
"""


def probed(*periods):
    """The clock of a Pod whose containers have probes, and of which only the start is declared."""
    head = "apiVersion: v1\nkind: Pod\nmetadata: {name: many}\nspec:\n  containers:"
    members = (PROBED.replace("NAME", f"c{number}").replace("PERIOD", str(each)) for number, each in enumerate(periods))
    (pod,) = podproof.parse(head + "".join(members))
    own = BehaviorTable(pull="1s..2s", starts="3s..4s")
    return podproof.time(pod, configuration=DEFAULT._replace(containers=(own,)))


def test_a_pod_that_may_be_killed_before_it_is_ready_has_no_upper_bound_and_is_decided():
    ready = probed(10).between("created", "Ready")
    assert (ready.least, ready.most, ready.verdict) == (4.0, None, "")
    assert ready.duration.exact


def test_many_containers_are_asked_one_at_a_time_and_the_answer_says_so():
    ready = probed(5, 6, 7).between("created", "Ready")
    assert ready.least == 6.0
    assert "each container by itself" in ready.assumes
    restarted = probed(5, 6, 7).between("created", "Restarted")
    assert restarted.least == probed(5).between("created", "Restarted").least


def test_a_moment_that_names_a_container_is_asked_of_this_container():
    restart = probed(5, 6, 7).between("c1:exit", "c1:start")
    assert (restart.least, restart.undisturbed) == (0.0, probed(6).between("c0:exit", "c0:start").most)
    assert restart.most > restart.undisturbed


@pytest.mark.parametrize(("name", "reason"), [("never-pulled", "repeat forever"), ("probes-onfailure", "come to rest")])
def test_an_answer_that_no_declaration_bounds_says_why(name, reason):
    (manifest,) = podproof.read(path(name))
    given = [
        answer for answer in podproof.time(manifest).answers() if answer.says.startswith("no upper bound: it need")
    ]
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
