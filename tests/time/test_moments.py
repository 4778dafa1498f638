"""The time from one named moment to another: of a Pod, of one of its containers, and of moments that do not exist."""

import pytest
from web_server import manifest, web

import podproof
from podproof.checker.gate.configuration import DEFAULT
from podproof.checker.gate.tables import BehaviorTable

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


def test_the_time_between_two_moments_has_an_execution_for_each_time_within_its_bounds():
    times = web(pull="0s..2s", starts="0s..0.3s", hangs="30s..30.5s", exits="never", drains="0s..1s")
    asked = times.between("created", "Restarted")
    question = asked.duration.question
    for units in (asked.least * 10, (asked.least + asked.most) // 2 * 10, asked.most * 10):
        assert question.trace_of(int(units)).units == int(units)
    assert question.trace_of(int(asked.most * 10) + 1) is None


def test_a_second_deletion_and_an_eviction_happen_only_where_a_moment_names_them():
    plain = (line for line in manifest().splitlines(True) if "livenessProbe" not in line and "preStop" not in line)
    (pod,) = podproof.parse("".join(plain))
    own = BehaviorTable(pull="0s..1s", exits="never", drains="never")
    times = podproof.time(pod, configuration=DEFAULT._replace(containers=(own,)))
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
