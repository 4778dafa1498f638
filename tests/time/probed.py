"""A process that a probe watches, as a timed model made by hand: small enough to know every answer with a pencil.

It starts within 4 s and hangs 30 s later; a probe with a period and a threshold finds that; the kubelet sends the stop
signal within a second, which the process ignores, and kills it when the grace period of 30 s is over.  Meanwhile it
publishes that the process runs, on which nothing depends.
"""

from podproof.checker.formulas import Formula, atom, conjunction, negation
from podproof.checker.model import Action, Case, Model, Variable
from podproof.checker.timed_model import TimedModel, Timer, Timing, Window

PROCESS, HEALTH, FAILURES, STOP, SHOWN = range(5)
STARTS, HANGS, SUCCEEDS, FAILS, SIGNALS, KILLS, PUBLISHES = range(7)


def is_running() -> Formula:
    """The process runs."""
    return atom(PROCESS, "running")


def action(event: str, guard: Formula, **updates: object) -> Action:
    """An action that sets variables outright."""
    positions = {"process": PROCESS, "health": HEALTH, "failures": FAILURES, "stop": STOP, "shown": SHOWN}
    cases = {positions[name]: (Case(True, value),) for name, value in updates.items()}
    return Action("kubelet", event, None, guard, cases)


def probes_run(threshold: int) -> Formula:
    """The probe is asked: the threshold is not reached."""
    return conjunction([is_running(), negation(atom(FAILURES, threshold))])


def _actions(threshold: int) -> tuple[Action, ...]:
    probes = probes_run(threshold)
    counted = tuple(Case(atom(FAILURES, count), count + 1) for count in range(threshold))
    return (
        action("starts", atom(PROCESS, "waiting"), process="running"),
        action("hangs", conjunction([is_running(), atom(HEALTH, "good")]), health="bad"),
        action("succeeds", conjunction([probes, atom(HEALTH, "good")]), failures=0),
        action("fails", conjunction([probes, atom(HEALTH, "bad")]))._replace(updates={FAILURES: counted}),
        action("signals", conjunction([atom(FAILURES, threshold), atom(STOP, "no")]), stop="signal"),
        action("kills", conjunction([is_running(), atom(STOP, "signal")]), process="killed"),
        action("publishes", is_running(), shown="running"),
    )


def probed(period: int = 100, threshold: int = 3, hang: Timing | None = None) -> TimedModel:
    """The timed model, in tenths of a second."""
    actions = _actions(threshold)
    variables = (
        Variable("process", ("waiting", "running", "killed"), "waiting", None),
        Variable("health", ("good", "bad"), "good", None),
        Variable("failures", tuple(range(threshold + 1)), 0, None),
        Variable("stop", ("no", "signal"), "no", None),
        Variable("shown", ("waiting", "running"), "waiting", None),
    )
    timers = (
        Timer("since creation", atom(PROCESS, "waiting")),
        Timer("run time", is_running()),
        Timer("probe", probes_run(threshold), frozenset({SUCCEEDS, FAILS})),
        Timer("since the threshold", actions[SIGNALS].changes_something, frozenset({SIGNALS})),
        Timer("since the signal", atom(STOP, "signal")),
        Timer("since it can publish", actions[PUBLISHES].changes_something, frozenset({PUBLISHES})),
    )
    timings = (
        Timing((Window(0),), 40),
        hang or Timing((Window(1, 300),), 300),
        Timing((Window(2, period),), period),
        Timing((Window(2, period),), period),
        Timing((Window(3),), 10),
        Timing((Window(4, 300),), 300),
        Timing((Window(5),), 15),
    )
    return TimedModel(Model(variables, actions), timers, timings)
