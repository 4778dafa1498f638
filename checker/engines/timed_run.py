"""One execution of a timed model, step by step, as the definitions of `timed_model` read, and the check of traces.

It shares no code with the engines that find the traces.
"""

from podproof.checker.formulas import State, evaluate
from podproof.checker.model import Action, Model
from podproof.checker.timed_model import TimedModel
from podproof.checker.trace import Step, TimedTrace


class TimedRun:
    """A state, the moment, and when each counting timer started."""

    def __init__(self, timed: TimedModel) -> None:
        self.timed = timed
        self.state = timed.model.initial
        self.now = 0
        self.started = {timer: 0 for timer in range(len(timed.timers)) if self._counts(timer)}

    def _counts(self, timer: int) -> bool:
        return evaluate(self.timed.timers[timer].runs, self.state)

    def after(self, action: int) -> State | None:
        """The state after an action, or None where it is not enabled.

        It is where its guard holds and it changes something, if only that it restarts a timer that counts.
        """
        guarded: Action = self.timed.model.actions[action]
        after = Model.successor(self.timed.model, guarded, self.state)
        restarts = any(action in self.timed.timers[timer].restarts for timer in self.started)
        return self.state if after is None and restarts and evaluate(guarded.guard, self.state) else after

    def enabled(self) -> list[int]:
        """The actions that are enabled."""
        return [action for action in range(len(self.timed.model.actions)) if self.after(action) is not None]

    def value(self, timer: int, moment: int) -> int:
        """What a timer shows if nothing happens before the moment; 0 where it does not count."""
        return moment - self.started[timer] if timer in self.started else 0

    def last_moment(self, action: int) -> int | None:
        """The moment until which an enabled action can wait: now if it is overdue; None: forever."""
        windows, due = self.timed.timings[action]
        if due is None:
            return None
        if windows and windows[0].timer in self.started:
            return max(self.now, self.started[windows[0].timer] + due)
        return self.now if due == 0 else None

    def is_overdue(self, action: int) -> bool:
        """Whether the deadline of an enabled action has passed."""
        windows, due = self.timed.timings[action]
        return due is not None and bool(windows) and self.value(windows[0].timer, self.now) > due

    def objection(self, action: int, moment: int) -> str:
        """Why an action cannot be taken next, at this moment; empty if it can."""
        if self.after(action) is None:
            return "it is not enabled"
        if moment < self.now:
            return f"the step before it is at {self.now}"
        for other in self.enabled():
            last = self.last_moment(other)
            if last is not None and moment > last:
                return f"{self.timed.model.actions[other].event} must happen until {last}"
        for rank, (timer, least, most) in enumerate(self.timed.timings[action].windows):
            value = self.value(timer, moment)
            late = rank == 0 and self.is_overdue(action)
            if value < least or (most is not None and value > most and not late):
                return f"{self.timed.timers[timer].name} is {value}, not {least} to {most}"
        return ""

    def take(self, action: int, moment: int) -> None:
        """Take an enabled action at this moment."""
        after = self.after(action)
        assert after is not None
        self.state, self.now = after, moment
        counting = {timer for timer in range(len(self.timed.timers)) if self._counts(timer)}
        kept = {timer for timer in counting & self.started.keys() if action not in self.timed.timers[timer].restarts}
        self.started = {timer: self.started[timer] if timer in kept else moment for timer in counting}


def objection(timed: TimedModel, timed_trace: TimedTrace) -> str:
    """Why the trace is no execution of the timed model: its first wrong step; empty if there is none."""
    run = TimedRun(timed)
    if timed_trace.trace.start != run.state:
        return "it does not begin in the initial state"
    steps = zip(timed_trace.trace.steps, timed_trace.moments, strict=True)
    for position, (step, moment) in enumerate(steps, 1):
        if why := _wrong(run, step, moment):
            return f"step {position}, {step.action.event} at {moment}: {why}"
    if timed_trace.trace.loop == 0 and any(run.last_moment(action) is not None for action in run.enabled()):
        return "it does not end where nothing has to happen"
    return ""


def _wrong(run: TimedRun, step: Step, moment: int) -> str:
    """Why the step cannot be the next; it is taken if it can.  Equal actions may have different times."""
    why = "it is not an action of the model"
    for number, action in enumerate(run.timed.model.actions):
        if action == step.action and not (why := run.objection(number, moment)):
            run.take(number, moment)
            return "" if run.state == step.state else "it leads to another state"
    return why
