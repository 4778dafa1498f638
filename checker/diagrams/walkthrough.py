"""A walkthrough followed goal by goal: a trace into each goal, from the state in which the trace before it ended."""

from collections.abc import Iterator
from typing import NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.engines.symbolic.engine import Symbolic
from podproof.checker.formulas import State, conjunction
from podproof.checker.model import Action, Model
from podproof.checker.rendering.trace_lines import TraceLine, TraceRenderer
from podproof.checker.trace import Step, Trace
from podproof.spec.pod.walkthroughs import Goal, Walkthrough


class Chapter(NamedTuple):
    """A goal with the trace that reaches it from the beginning; the first `before` steps are those of other goals."""

    title: str
    trace: Trace
    before: int = 0

    @property
    def start(self) -> State:
        """The state in which the chapter begins."""
        return self.trace.steps[self.before - 1].state if self.before else self.trace.start

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of the chapter."""
        return self.trace.steps[self.before :]

    def lines(self, renderer: TraceRenderer) -> list[TraceLine]:
        """The lines of the chapter, the state in which it begins first; what was published before still shows."""
        return list(renderer.lines(self.trace))[self.before :]


def walk(compiled: Compiled, walkthrough: Walkthrough) -> tuple[Chapter, ...] | None:
    """The chapters of a walkthrough that are shown, or None where this Pod cannot reach one of its goals."""
    whole, chapters = Trace(compiled.model.initial, ()), []
    for goal in walkthrough.goals:
        trace = _reach(compiled, goal, whole.end)
        if trace is None:
            return None
        before, whole = len(whole.steps), whole._replace(steps=whole.steps + trace.steps)
        chapters.append(Chapter(goal.title, whole, before))
    return tuple(chapters[walkthrough.hidden :])


def _reach(compiled: Compiled, goal: Goal, start: State) -> Trace | None:
    variables = zip(compiled.model.variables, start, strict=True)
    begun = tuple(variable._replace(initial=value) for variable, value in variables)
    engine = Symbolic(Model(begun, tuple(_allowed(compiled, goal))), nodes_for_layers=8_000_000)
    engine.explore()
    return engine.trace(compiled.formula(goal.until))


def _allowed(compiled: Compiled, goal: Goal) -> Iterator[Action]:
    for action in compiled.model.actions:
        if action.event in goal.only:
            further = compiled.formula(goal.only[action.event], action.component)
            yield action._replace(guard=conjunction([action.guard, further]))
        elif action.event not in goal.without.split():
            yield action
