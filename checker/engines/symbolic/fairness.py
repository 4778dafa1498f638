"""Promises over sets of worlds: from which the goal never comes, and which lives lead there."""

from collections.abc import Sequence
from functools import cache, cached_property
from math import inf
from time import perf_counter

from oxidd.util import DDMemoryError

from checker.engines.symbolic.diagrams import Set
from checker.engines.symbolic.engine import UNBOUNDED, Symbolic
from checker.engines.symbolic.partition import partition
from checker.engines.symbolic.steps import System
from checker.engines.symbolic.ways import Actions, Backward, TimeIsOver, Way
from checker.model import Bounds, Model, Step, Story, Values
from checker.questions import Promise


class Fair(Symbolic):
    """The symbolic engine, with promises; for all of them it takes as many seconds as the bounds grant the worlds."""

    def __init__(self, model: Model, bounds: Bounds = UNBOUNDED, *, seconds_for_shortest: float = 0.5) -> None:
        super().__init__(model, bounds, seconds_for_shortest=seconds_for_shortest)
        self._seconds = inf if bounds.seconds is None else bounds.seconds
        self._systems: dict[Actions, System] = {frozenset(range(len(model.actions))): self._system}
        self._known: list[Way] = []

    @cached_property
    def _latest(self) -> float:
        """When to give up: so many seconds after the first promise was asked for."""
        return perf_counter() + self._seconds

    def broken(self, promise: Promise) -> bool | None:
        """Whether some life breaks the promise; None where a bound left that open."""
        if self._exploration.bound:
            return None
        try:
            return (self._stages(promise)[-1] & self._meeting(promise.when)).satisfiable()
        except (TimeIsOver, DDMemoryError):
            return None

    def breach(self, promise: Promise) -> Story | None:
        """A life into a lost world of `when`; where there is none, one past such a world into a lost one."""
        if self._exploration.bound:
            return None
        stages = self._stages(promise)
        doomed = stages[-1] & self._meeting(promise.when)
        unpack, contains = self._paths.unpack, self._encoding.contains
        story = self._story(doomed, cache(lambda world: contains(doomed, unpack(world))))
        return story if story is None or len(stages) == 1 else self._past(story, stages)

    def _stages(self, promise: Promise) -> list[Set]:
        """Where the goal never comes, and then, as far as that matters, from where it can be missed, step by step."""
        worlds, when, goal = self._exploration.worlds, self._meeting(promise.when), self._meeting(promise.goal)
        lost = worlds & ~self._able(goal, promise.by, worlds if promise.certain else when)
        stages = [lost]
        if not promise.certain or not lost.satisfiable() or (lost & when).satisfiable():
            return stages
        before = None
        while before != stages[-1]:
            before = stages[-1]
            for steps in self._system:
                grown = stages[-1] | steps.step.preimage(stages[-1]) & worlds & ~goal
                if grown != stages[-1]:
                    stages.append(grown)
        return stages

    def _past(self, story: Story, stages: Sequence[Set]) -> Story:
        """The story led on to where the goal never comes."""
        told = list(story.steps)
        world = told[-1].world if told else story.start
        while number := self._stage_of(world, stages):
            steps = self._paths.successors.of(self._paths.pack(world))
            afters = (Step(self.model.actions[action], self._paths.unpack(after)) for action, after in steps)
            told.append(next(step for step in afters if self._encoding.contains(stages[number - 1], step.world)))
            world = told[-1].world
        return Story(story.start, tuple(told), shortest=False)

    def _stage_of(self, world: Values, stages: Sequence[Set]) -> int:
        return next(number for number, stage in enumerate(stages) if self._encoding.contains(stage, world))

    def _able(self, goal: Set, by: Actions, asking: Set) -> Set:
        """Worlds from which these actions lead to the goal: all, or at least all those that are asked for."""
        if by not in self._systems:
            self._systems[by] = System(self._encoding, self.model, partition(self.model, sorted(by)))
        ways = [way for way in self._known if way.by <= by]
        search = Backward(self._exploration, self._systems[by], ways, self._latest)
        able = search.from_goal(goal, asking)
        self._known.append(Way(by, goal, able))
        return able
