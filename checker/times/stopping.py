"""How long the deletion of a Pod takes, whether SIGKILL strikes, and how long requests arrive after SIGTERM."""

from collections.abc import Iterator

from podproof.checker.formulas import conjunction
from podproof.checker.times.answers import TimeAnswer, between, missing, number, of_duration, verdict_on
from podproof.checker.times.clocked import ClockedPod, Duration, declared
from podproof.checker.times.composition import over_with_the_last, until_stopped
from podproof.checker.times.parts import alone, apps, healthy, member, position, with_member, without_probes
from podproof.checker.times.turns import OTHERS, stop_time, turn, with_its_turn
from podproof.spec.notation_of_time import ANY_TIME
from podproof.spec.pod import durations
from podproof.spec.pod.state import Hook
from podproof.spec.pod.timed.lifecycle import TimedPod

HOOK_ENDS = ("pre_stop_ends", "pre_stop_ends_late")
EXITS = ("exits_zero", "exits_nonzero", "exits_ruled", "exits_resetting")


def answer(timed: TimedPod) -> Iterator[TimeAnswer]:
    """The deletion of a Pod whose containers run and are healthy."""
    timed = running(timed)
    stopped = gone(timed)
    yield stopped
    for each in timed.pod.members:
        part = with_its_turn(timed, each.name)
        yield sigkill(part, each.name)
        yield traffic(part, each.name)
    yield drain(stopped)


def running(timed: TimedPod) -> TimedPod:
    """The Pod without its init containers, whose other containers run, are healthy, and wait for the deletion.

    A process that exits by itself in a declared time may do so after SIGTERM.
    """
    timed = timed._replace(declared=timed.declared._replace(deletion=ANY_TIME, second_deletion=None))
    names = [each.name for each in apps(timed.pod)]
    for name in names:
        drains = durations.drain_time(timed.declared.of(name))
        timed = declared(without_probes(timed, name, "startup", "liveness"), name, drains=drains)
    return alone(healthy(timed), *names)


def deleted_while_running(timed: TimedPod) -> ClockedPod:
    """The Pod that is deleted while its containers run and nothing stops them."""
    pod = ClockedPod(timed)
    names = range(len(timed.pod.members))
    settled = ("runs", "is_not_being_stopped", "no_post_start_runs", "ready_condition_is_true")
    runs = [pod.when(*settled, container=number) for number in names]
    return pod.only({"deletes": conjunction(runs)})


def gone(timed: TimedPod) -> TimeAnswer:
    """From the deletion until the object is gone, which no result of a readiness probe delays or speeds up."""
    if timed.pod.grace_period == 0:
        return _removed_at_once(timed)
    for each in timed.pod.members:
        timed = without_probes(timed, each.name, "readiness")
    duration = over_with_the_last([_gone(part) for part in until_stopped(timed)])
    says = "finalizers hold the object until somebody removes them" if timed.pod.finalizers else ""
    return of_duration("stop", "delete-to-gone", "", "delete → gone", duration, says=says)


def _removed_at_once(timed: TimedPod) -> TimeAnswer:
    """A deletion without a grace period, which waits for no container."""
    held = bool(timed.pod.finalizers)
    says = "finalizers hold the object" if held else "a grace period of 0 s removes the object at once"
    most = None if held else 0.0
    return TimeAnswer(
        "stop", "delete-to-gone", "", "delete → gone", 0.0, most, says=f"{says}, while the containers still run"
    )


def _gone(timed: TimedPod) -> Duration:
    pod = deleted_while_running(timed)
    return pod.between(pod.events("deletes"), pod.when("removed_gracefully"))


def drain(stopped: TimeAnswer) -> TimeAnswer:
    """From the eviction of a running Pod until its object is gone, which is what a drain waits for."""
    says = stopped.says or "once the eviction is allowed; a disruption budget may refuse it for any time"
    return stopped._replace(topic="node", name="drain", question="eviction → gone, for a drain of the node", says=says)


def sigkill(timed: TimedPod, name: str) -> TimeAnswer:
    """Whether SIGKILL ends the process, when, and what grace period would be enough."""
    pod, index = deleted_while_running(timed), position(timed, name)
    deletion, kills = pod.events("deletes"), pod.events("kills", container=index)
    kill, own = pod.between(deletion, kills), pod.between(deletion, pod.events(*EXITS, container=index))
    verdict = verdict_on(kill, own)
    says = {"holds": "SIGKILL is impossible", "broken": "SIGKILL is certain", "depends": "SIGKILL is possible"}[verdict]
    if verdict == "depends" and (unknown := _undeclared(timed, name)):
        verdict, says = "", f"SIGKILL is possible, because nobody declares {unknown}"
    if verdict != "holds":
        lasts = deleted_while_running(declared(timed, name, drains=None))
        deletion, kills = lasts.events("deletes"), lasts.events("kills", container=index)
        after = lasts.between(lasts.when("stop_signal_is_sent", container=index), kills)
        kill = lasts.between(deletion, kills)
        says += f"; the process has {between(after.least or 0.0, after.most)} after SIGTERM{_enough(timed, name)}"
    return of_duration("stop", "sigkill", name, "delete → SIGKILL", kill, verdict, says)


def _undeclared(timed: TimedPod, name: str) -> str:
    """What nobody declares about the stop of the process, or of those that it waits for."""
    if timed.declared.of(name).drains == ANY_TIME:
        return f"{name}.drains"
    before = turn(timed)
    return f"how long {OTHERS} drain" if before and before.most is None else ""


def pre_stop(timed: TimedPod, name: str) -> TimeAnswer:
    """Whether the end of the grace period cuts the preStop hook off, and when."""
    pod = deleted_while_running(timed)
    deletion = pod.events("deletes")
    cut, ends = (pod.between(deletion, each) for each in (pod.events("pre_stop_cut"), pod.events(*HOOK_ENDS)))
    says = f"you declared {between(*timed.declared.of(name).pre_stop)}"
    return of_duration("stop", "pre-stop", name, "delete → preStop hook cut off", cut, verdict_on(cut, ends), says)


def _enough(timed: TimedPod, name: str) -> str:
    """The grace period with which the process always exits by itself."""
    longest = stop_time(timed, name, turn(timed))
    if longest is None or longest.most is None:
        return ""
    needed: int = durations.enough_grace_period(0, longest.most)
    return f"; a grace period of {needed} s is enough" if needed > timed.pod.grace_period else ""


def traffic(timed: TimedPod, name: str) -> TimeAnswer:
    """How long requests can arrive after SIGTERM, and which preStop sleep would close the window."""
    gap = _gap(timed, name)
    found = of_duration("traffic", "traffic-after-sigterm", name, "requests after SIGTERM", gap)
    if gap.never_begins:
        return found._replace(least=None, most=None, verdict="holds", says="none can arrive", duration=None)
    if gap.most is None:
        return found._replace(undeclared=tuple(missing(gap.unforced)))
    sleep = _closing(timed, name, gap.most)
    says = f"up to {number(gap.most)} s" + (f"; a preStop sleep of {sleep} s closes the window" if sleep else "")
    return found._replace(least=0.0, verdict="broken" if gap.most > 0 else "holds", says=says)


def _gap(timed: TimedPod, name: str) -> Duration:
    pod = deleted_while_running(timed)
    pod = pod.only({"deletes": pod.when("endpoint_is_ready")})
    served = pod.when("stop_signal_is_sent", "endpoint_is_ready", container=position(timed, name))
    return pod.between(served, pod.events("removes_endpoint"))


def _closing(timed: TimedPod, name: str, gap: float) -> int | None:
    """The shortest preStop sleep, in whole seconds, after which no request follows SIGTERM."""
    now = member(timed, name).pre_stop
    slept = 0.0 if now is None else timed.declared.of(name).pre_stop.least if now.seconds is None else now.seconds
    for length in range(max(int(slept + gap), 1), int(slept + gap) + 3):
        grace = max(timed.pod.grace_period, length + 2)
        tried = timed._replace(pod=timed.pod._replace(grace_period=grace))
        if _gap(with_member(tried, name, pre_stop=Hook("sleep", length)), name).never_begins:
            return length
    return None
