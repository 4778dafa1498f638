"""Hypothesis walks through a Pod's lives: one rule for each event, every safety law in every state."""

from collections import Counter
from collections.abc import Callable, Set
from functools import cache
from operator import or_
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, Verbosity, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from podproof.checker.engines.live import Label
from podproof.checker.fuzz.failures import Divergence, Failure, Violation
from podproof.checker.fuzz.pod_under_test import PodsUnderTest, chosen
from podproof.checker.fuzz.recorder import Recorder
from podproof.checker.fuzz.settings import WalkSettings
from podproof.checker.fuzz.shrinking import simplified
from podproof.checker.trace import Step

PATIENTLY = settings(
    deadline=None,
    # A failure is a trace already, made irreducible by who knows Pods and traces: nothing is left for Hypothesis to
    # shrink, explain or print.  Nor does it aim at a target: such walks go over the same ground again, and see less.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
    verbosity=Verbosity.quiet,
    print_blob=False,
)

FEWEST = st.sampled_from([3, 5, None])
"""Among how many events a walk chooses, those least told so far (None: among all): what is rare is so seen sooner."""


class Walk(RuleBasedStateMachine):
    """Begin with a Pod; take any step that the machines allow; hold every safety law in every state."""

    way: ClassVar[WalkSettings]
    journal: ClassVar[Recorder]
    grounds: ClassVar[PodsUnderTest]
    endings: ClassVar[Set[str]]

    def prepare(self, pod: Any, muted: Set[str], calm: int, fewest: int | None) -> None:
        """Go to the first state of a Pod, whose lives are undisturbed for so many steps."""
        self.pod, self.ground = pod, self.grounds.of(pod)
        self.muted, self.calm, self.fewest = muted, calm, fewest
        self.often: Counter[str] = Counter()
        self.journal.begin(self.ground)
        self.begin_a_life()

    def begin_a_life(self) -> None:
        """Go to the first state."""
        self.walk: tuple[Step, ...] = ()
        self.enter(self.ground.start)

    def enter(self, state: int) -> None:
        """Come into a state: find what may happen next, and hold it against the laws and the machines."""
        self.state = state
        self.steps = self.ground.steps(state)
        self.heard = self.choose({name for name, _ in self.steps})
        if self.ground.is_wrong(state):
            law, trace = self.ground.violation(self.walk)
            violation = Violation(law, self.pod, self.way.renderer(self.ground.compiled), trace)
            self.fail(simplified(violation, self.grounds, self.way))
        if chosen(state, self.way.whole):
            self.compare(self.ground.all_doubts)

    def choose(self, events: Set[str]) -> Set[str]:
        """The events of which one is to happen next: where all are muted, any may."""
        muted = self.muted | self.endings if len(self.walk) < self.calm else self.muted
        heard = events - muted or events
        return set(sorted(heard, key=lambda name: (self.often[name], name))[: self.fewest])

    def take(self, label: Label) -> None:
        """Take a step, and ask the others whether it leads where they think."""
        before, after = self.state, self.steps[label]
        self.compare(lambda state: self.ground.doubts(label, state))
        self.walk = (*self.walk, self.ground.step(label, after))
        self.often[label[0]] += 1
        self.journal.take(self.ground, label, before)
        self.enter(after)

    def compare(self, doubts: Callable[[int], str]) -> None:
        """Fail where there is a doubt about what may happen in this state, and tell how to come to such a state."""
        if doubt := doubts(self.state):
            trace = self.ground.shorter(self.walk, cache(lambda state: doubts(state) == doubt))
            self.fail(Divergence(doubt, self.pod, self.way.renderer(self.ground.compiled), trace))

    def fail(self, failure: Failure) -> None:
        """Note the failure down, and fail."""
        self.journal.failure = failure
        raise failure

    @precondition(lambda self: not self.steps)
    @rule()
    def happens(self) -> None:
        """Where nothing can happen any more, another life begins."""
        self.begin_a_life()

    def teardown(self) -> None:
        """Tell Hypothesis which events the walk has seen: those who collect such facts look for more of them."""
        for name in sorted(getattr(self, "often", ())):
            event(name)


def happens(name: str) -> Callable[..., None]:
    """The rule of an event: it happens at one of the sites where it may.

    Hypothesis mutes rules by their names, and gives a walk up where all that may happen are muted.  So that it mutes
    none, all have one name; which are muted is drawn with the Pod, and does not count where nothing else may happen.
    """

    def happens(walk: Walk, label: Label) -> None:
        walk.take(label)

    where = st.runner().flatmap(lambda walk: st.sampled_from([label for label in walk.steps if label[0] == name]))
    ruled: Callable[..., None] = precondition(lambda walk: name in walk.heard)(rule(label=where)(happens))
    return ruled


def walks(
    begin: st.SearchStrategy[Any], way: WalkSettings, *, steps: int = 200, journal: Recorder | None = None
) -> type[Walk]:
    """Walks of at most so many steps through the lives of these Pods: a test case for pytest is its `TestCase`.

    Up to half of the steps are lived undisturbed, since a Pod that may be deleted at each step seldom comes to run.
    """
    rules = [
        (machine, each) for machine in way.specification.machines for each in way.specification.transitions(machine)
    ]
    events = list(dict.fromkeys(each.event for _, each in rules))
    endings = [event for machine in way.specification.machines for event in machine.finitely_often.split()]
    members: dict[str, Any] = {
        **{event: happens(event) for event in events},
        "begins": initialize(
            pod=begin,
            muted=st.builds(or_, some(events, len(events) // 2), some(endings, len(endings))),
            calm=st.integers(0, steps // 2),
            fewest=FEWEST,
        )(Walk.prepare),
        "way": way,
        "journal": journal or Recorder(),
        "grounds": PodsUnderTest(way.specification, way.faults),
        "endings": frozenset(endings),
    }
    made: type[Walk] = type("Walks", (Walk,), members)
    made.TestCase.settings = settings(PATIENTLY, stateful_step_count=steps)
    return made


def some(events: list[str], most: int) -> st.SearchStrategy[set[str]]:
    """Up to so many of the events."""
    return st.integers(0, most).flatmap(lambda many: st.sets(st.sampled_from(events), min_size=many, max_size=many))
