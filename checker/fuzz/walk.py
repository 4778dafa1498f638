"""Random walks as a state machine of Hypothesis: one rule for each event, every safety law in every state."""

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
from podproof.checker.fuzz.pod_under_test import PodsUnderTest, is_sampled
from podproof.checker.fuzz.recorder import Recorder
from podproof.checker.fuzz.settings import WalkSettings
from podproof.checker.fuzz.shrinking import shrink
from podproof.checker.rendering.trace_lines import TraceRenderer
from podproof.checker.trace import Step

PATIENTLY = settings(
    deadline=None,
    # A failure is an irreducible trace already: Hypothesis has nothing to shrink, explain or print.  Nor does it aim at
    # a target: such walks repeat the same states, and cover less.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
    verbosity=Verbosity.quiet,
    print_blob=False,
)

RAREST = st.sampled_from([3, 5, None])
"""The number of events that a walk chooses among, the least frequent ones so far (None: all): it covers rare events."""


class Walk(RuleBasedStateMachine):
    """Start with a Pod; take any step that the machines allow; check every safety law in every state."""

    walk_settings: ClassVar[WalkSettings]
    recorder: ClassVar[Recorder]
    pods: ClassVar[PodsUnderTest]
    disruptions: ClassVar[Set[str]]

    def prepare(self, pod: Any, disabled: Set[str], undisturbed_steps: int, rarest: int | None) -> None:
        """Start with a Pod; the first `undisturbed_steps` of each run have no disruptions."""
        self.pod, self.under_test = pod, self.pods.of(pod)
        self.disabled, self.undisturbed_steps, self.rarest = disabled, undisturbed_steps, rarest
        self.taken: Counter[str] = Counter()
        self.recorder.begin(self.under_test)
        self.restart()

    def restart(self) -> None:
        """Go to the initial state."""
        self.walk: tuple[Step, ...] = ()
        self.enter(self.under_test.start)

    def enter(self, state: int) -> None:
        """Enter a state: find the next steps, and compare the state with the laws and the live machines."""
        self.state = state
        self.steps = self.under_test.steps(state)
        self.candidates = self.choose({name for name, _ in self.steps})
        if self.under_test.is_wrong(state):
            law, trace = self.under_test.violation(self.walk)
            violation = Violation(law, self.pod, self.renderer, trace)
            self.fail(shrink(violation, self.pods, self.walk_settings))
        if is_sampled(state, self.walk_settings.compare_one_in):
            self.compare(self.under_test.any_disagreement)

    @property
    def renderer(self) -> TraceRenderer:
        """The renderer of traces of this Pod."""
        return self.walk_settings.renderer(self.under_test.compiled)

    def choose(self, events: Set[str]) -> Set[str]:
        """The events that may happen next; if all are disabled, any of them may."""
        disabled = self.disabled | self.disruptions if len(self.walk) < self.undisturbed_steps else self.disabled
        candidates = events - disabled or events
        return set(sorted(candidates, key=lambda name: (self.taken[name], name))[: self.rarest])

    def take(self, label: Label) -> None:
        """Take a step, and compare where it leads with the formulas and the live machines."""
        before, after = self.state, self.steps[label]
        self.compare(lambda state: self.under_test.disagreement(label, state))
        self.walk = (*self.walk, self.under_test.step(label, after))
        self.taken[label[0]] += 1
        self.recorder.take(self.under_test, label, before)
        self.enter(after)

    def compare(self, disagreement: Callable[[int], str]) -> None:
        """Fail if there is a disagreement about this state, with a trace to a state with the same disagreement."""
        if message := disagreement(self.state):
            trace = self.under_test.shorter(self.walk, cache(lambda state: disagreement(state) == message))
            self.fail(Divergence(message, self.pod, self.renderer, trace))

    def fail(self, failure: Failure) -> None:
        """Record the failure, and raise it."""
        self.recorder.failure = failure
        raise failure

    @precondition(lambda self: not self.steps)
    @rule()
    def happens(self) -> None:
        """Where no step is possible, the same Pod starts again."""
        self.restart()

    def teardown(self) -> None:
        """Report the events of the walk to Hypothesis, for tools that collect them."""
        for name in sorted(getattr(self, "taken", ())):
            event(name)


def happens(name: str) -> Callable[..., None]:
    """The rule of an event: it happens in one of the components where it is possible.

    Hypothesis disables rules by their names, and gives up a walk if all possible rules are disabled.  So that it
    disables none, all rules have one name; the disabled events are drawn with the Pod.
    """

    def happens(walk: Walk, label: Label) -> None:
        walk.take(label)

    labels = st.runner().flatmap(lambda walk: st.sampled_from([label for label in walk.steps if label[0] == name]))
    with_precondition: Callable[..., None] = precondition(lambda walk: name in walk.candidates)(
        rule(label=labels)(happens)
    )
    return with_precondition


def walks(
    pods: st.SearchStrategy[Any], walk_settings: WalkSettings, *, steps: int = 200, recorder: Recorder | None = None
) -> type[Walk]:
    """The state machine of walks of at most this number of steps through these Pods; `.TestCase` is a test for pytest.

    Up to half of the steps are undisturbed, since a Pod that may be deleted at each step rarely gets to run.
    """
    specification = walk_settings.specification
    rules = [each for machine in specification.machines for each in specification.transitions(machine)]
    events = list(dict.fromkeys(each.event for each in rules))
    disruptions = [event for machine in specification.machines for event in machine.finitely_often.split()]
    members: dict[str, Any] = {
        **{event: happens(event) for event in events},
        "begins": initialize(
            pod=pods,
            disabled=st.builds(or_, some(events, len(events) // 2), some(disruptions, len(disruptions))),
            undisturbed_steps=st.integers(0, steps // 2),
            rarest=RAREST,
        )(Walk.prepare),
        "walk_settings": walk_settings,
        "recorder": recorder or Recorder(),
        "pods": PodsUnderTest(specification, walk_settings.faults),
        "disruptions": frozenset(disruptions),
    }
    machine: type[Walk] = type("Walks", (Walk,), members)
    machine.TestCase.settings = settings(PATIENTLY, stateful_step_count=steps)
    return machine


def some(events: list[str], most: int) -> st.SearchStrategy[set[str]]:
    """At most this number of the events."""
    return st.integers(0, most).flatmap(lambda size: st.sets(st.sampled_from(events), min_size=size, max_size=size))
