"""Hypothesis walks through a Pod's lives: one rule for each event, every safety law in every world."""

from collections import Counter
from collections.abc import Callable, Collection
from operator import or_
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from checker.live import Label
from checker.model import Step, Story
from checker.walks.failures import Divergence, Failure, Violation
from checker.walks.ground import Grounds, chosen
from checker.walks.journal import Journal
from checker.walks.way import Way

PATIENTLY = settings(
    deadline=None,
    # To explain a failure that is a story already takes twenty times as long as to find it; and walks that are aimed at
    # a target go over the same ground again: they saw a sixth fewer transitions than as many that are not.
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
)

CHOICES = st.integers(0, 6)
"""Numbers of steps among those that may happen; where there are fewer, they count on from the first."""


class Walk(RuleBasedStateMachine):
    """Begin with a Pod; take any step that the machines allow; hold every safety law in every world."""

    way: ClassVar[Way]
    journal: ClassVar[Journal]
    grounds: ClassVar[Grounds]

    def prepare(self, pod: Any, muted: Collection[str]) -> None:
        """Go to the first world of a Pod."""
        self.pod, self.ground, self.muted = pod, self.grounds.of(pod), muted
        self.journal.begin(self.ground)
        self.often: Counter[Label] = Counter()
        self.begin_a_life()

    def begin_a_life(self) -> None:
        """Go to the first world."""
        self.walk: tuple[Step, ...] = ()
        self.enter(self.ground.start)

    def enter(self, world: int) -> None:
        """Come into a world: find what may happen next, and hold it against the laws and the machines."""
        self.world = world
        self.steps = self.ground.steps(world)
        self.sites: dict[str, list[int | None]] = {}
        for name, site in self.steps:
            self.sites.setdefault(name, []).append(site)
        self.heard = self.sites.keys() - self.muted or self.sites.keys()
        if self.ground.is_wrong(world):
            self.break_a_law()
        if chosen(world, self.way.whole) and (doubt := self.ground.other_steps(world)):
            self.fail(Divergence(doubt, self.pod, self.way.teller(self.ground.compiled), self.story))

    def take(self, label: Label) -> None:
        """Take a step, and ask the others whether it leads where they think."""
        before, after = self.ground.unpack(self.world), self.steps[label]
        step = self.ground.step(label, after)
        self.walk = (*self.walk, step)
        self.often[label] += 1
        self.journal.steps += 1
        self.journal.coverage.taken.update(self.ground.transitions.taken(label, before))
        if doubt := self.ground.doubts(label, before, step.world):
            self.fail(Divergence(doubt, self.pod, self.way.teller(self.ground.compiled), self.story))
        self.enter(after)

    @property
    def story(self) -> Story:
        """The walk so far."""
        return Story(self.ground.model.initial, self.walk, shortest=False)

    def break_a_law(self) -> None:
        """Fail with the law that is broken here."""
        law, story = self.ground.violation(self.ground.unpack(self.world), self.walk)
        self.fail(Violation(law, self.pod, self.way.teller(self.ground.compiled), story))

    def fail(self, failure: Failure) -> None:
        """Note the failure down, and fail."""
        self.journal.fail(failure)
        raise failure

    def wander(self, choice: int) -> None:
        """Take a step of nobody who ends lives early: of those least told in this walk, the one of this number."""
        ordinary = [label for label in self.steps if self.ground.actors[label] not in self.way.disturbers]
        if ordinary:
            self.take(sorted(ordinary, key=self.often.__getitem__)[choice % len(ordinary)])

    @precondition(lambda self: not self.steps)
    @rule()
    def happens(self) -> None:
        """Where nothing can happen any more, another life begins."""
        self.begin_a_life()

    def teardown(self) -> None:
        """Tell Hypothesis which events the walk has seen: those who collect such facts look for more of them."""
        for name in sorted({name for name, _ in getattr(self, "often", ())}):
            event(name)


def happens(name: str) -> Callable[..., None]:
    """The rule of an event: it happens at one of the sites where it may.

    Hypothesis mutes rules by their names, and gives a walk up where all that may happen are muted.  So that it mutes
    none, all have one name; which are muted is drawn with the Pod, and does not count where nothing else may happen.
    """

    def happens(walk: Walk, label: Label) -> None:
        walk.take(label)

    where = st.runner().flatmap(lambda walk: st.sampled_from([(name, site) for site in walk.sites[name]]))
    ruled: Callable[..., None] = precondition(lambda walk: name in walk.heard)(rule(label=where)(happens))
    return ruled


def walks(begin: st.SearchStrategy[Any], way: Way, *, steps: int = 200, journal: Journal | None = None) -> type[Walk]:
    """Walks of at most so many steps through the lives of these Pods: a test case for pytest is its `TestCase`.

    Up to half of the steps are lived undisturbed, since a Pod that may be deleted at each step seldom comes to run.
    """
    rules = [(machine, each) for machine in way.specification.machines for each in way.specification.rules(machine)]
    events = list(dict.fromkeys(each.event for _, each in rules))
    ending = [each.event for machine, each in rules if each.leading and machine.actor in way.disturbers]
    first = st.integers(0, steps // 2).flatmap(lambda many: st.lists(CHOICES, min_size=many, max_size=many))

    def begins(walk: Walk, pod: Any, muted: set[str], undisturbed: list[int]) -> None:
        walk.prepare(pod, muted)
        for choice in undisturbed:
            walk.wander(choice)

    muted = st.builds(or_, some(events), some(ending))
    members: dict[str, Any] = {
        **{event: happens(event) for event in events},
        "begins": initialize(pod=begin, muted=muted, undisturbed=first)(begins),
        "way": way,
        "journal": journal or Journal(),
        "grounds": Grounds(way.specification, way.faults),
    }
    made: type[Walk] = type("Walks", (Walk,), members)
    made.TestCase.settings = settings(PATIENTLY, stateful_step_count=steps - steps // 2 + 1)
    return made


def some(events: list[str]) -> st.SearchStrategy[set[str]]:
    """Up to half of the events, or of few up to all."""
    most = len(events) // 2 if len(events) > 10 else len(events)
    return st.integers(0, most).flatmap(lambda many: st.sets(st.sampled_from(events), min_size=many, max_size=many))
