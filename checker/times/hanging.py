"""How long a process that hangs stays unnoticed: until it is restarted, and until no more requests reach it."""

from collections.abc import Iterator

from podproof.checker.formulas import negation
from podproof.checker.times.answers import TimeAnswer, missing, of_duration
from podproof.checker.times.clocked import ClockedPod, declared
from podproof.checker.times.parts import alone, apps, healthy, member, undeleted, without_probes
from podproof.spec.notation_of_time import ANY_TIME
from podproof.spec.pod.timed.lifecycle import TimedPod


def answer(timed: TimedPod) -> Iterator[TimeAnswer]:
    """For each container that is probed: from the hang to the restart, and to a Pod that is not Ready."""
    timed = healthy(undeleted(timed))
    for each in apps(timed.pod):
        part = declared(alone(timed, each.name), each.name, hangs=ANY_TIME)
        if each.liveness_probe:
            yield restart(without_probes(part, each.name, "readiness"), each.name)
        else:
            says = "it has no liveness probe, so nothing restarts it"
            yield TimeAnswer("hang", "hang-to-restart", each.name, "hang → restart", None, None, says=says)
        if each.readiness_probe:
            yield unready(part, each.name)


def hanging(timed: TimedPod, *conditions: str) -> ClockedPod:
    """The Pod of one container that hangs in its first instance, once healthy; probes kill it for nothing else."""
    pod = ClockedPod(timed)
    healthy = pod.when("may_answer_well", "was_never_restarted", "no_post_start_runs", *conditions)
    return pod.only({"hangs": healthy, "stops_unhealthy": negation(pod.when("may_answer_well"))})


def restart(timed: TimedPod, name: str) -> TimeAnswer:
    """From the hang of a process to the start of the next one."""
    pod = hanging(timed)
    duration = pod.between(pod.events("hangs"), pod.events("starts"))
    answer = of_duration("hang", "hang-to-restart", name, "hang → restart", duration)
    return answer._replace(undeclared=tuple(missing(duration.unforced)))


def unready(timed: TimedPod, name: str) -> TimeAnswer:
    """From the hang of a ready container until the API says that the Pod is not Ready, or the next instance runs.

    A container that liveness restarts can be ready again before the API has said anything.
    """
    pod = hanging(timed, "ready_condition_is_true")
    healthy = pod.when("ready_condition_is_true", "was_never_restarted")
    duration = pod.between(pod.events("hangs"), negation(healthy))
    question = "hang → not Ready, or restarted" if member(timed, name).liveness_probe else "hang → not Ready"
    answer = of_duration("hang", "hang-to-not-ready", name, question, duration)
    return answer._replace(undeclared=tuple(missing(duration.unforced)))
