"""Random walks through the lives of random Pods: live machines beside the model, every safety law at every step."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from strategies import pods

from checker.compile import compile_pod
from checker.live import Label, Live
from checker.model import Step, Story, Values, evaluate
from checker.stories import Teller, told
from checker.verdicts import beside_the_point, questions
from spec import kubectl
from spec.notation import Law, Specification
from spec.specification import LIFECYCLE
from spec.telling import EVENTS

SAFETY = ("always", "before", "after", "stays")
"""The moods that a single walk can break."""

PATIENTLY = settings(
    max_examples=15,
    stateful_step_count=40,
    deadline=None,
    # Explaining a failure that is a story already takes twenty times as long as finding it.
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)


DISTURBERS = ("user", "node", "client")
"""Who ends lives early: a Pod that may be deleted at each step seldom comes to run."""

ways = st.integers(0, 60).flatmap(lambda steps: st.lists(st.integers(0, 6), min_size=steps, max_size=steps))
"""The beginning of a life as the choices on its way; left to themselves lists are short."""


class Violation(AssertionError):
    """A law that a walk breaks, with the walk told as a story."""

    def __init__(self, law: Law, teller: Teller, story: Story) -> None:
        super().__init__("\n".join([f"{law.name}: {law.sentence} [{law.cites}]", "", *told(list(teller.lines(story)))]))
        self.law, self.story = law, story


class Walk(RuleBasedStateMachine):
    """Begin with a Pod; take any step that the machines allow; hold every law in every world."""

    specification = LIFECYCLE

    def prepare(self, pod: Any) -> None:
        """Compile the Pod and go to its first world."""
        self.compiled = compile_pod(self.specification, pod)
        self.live = Live(self.compiled) if self.specification.edit is None else None
        self.laws = [
            (law, questions(self.compiled, law).violation)
            for law in self.specification.laws
            if law.mood in SAFETY and not beside_the_point(self.compiled, law)
        ]
        self.walk: tuple[Step, ...] = ()
        self.enter(self.compiled.model.initial)

    def enter(self, world: Values) -> None:
        """Come into a world: find what may happen next, and hold it against the machines and the laws."""
        self.world = world
        taken = ((action, self.compiled.model.successor(action, world)) for action in self.compiled.model.actions)
        self.steps = {(action.event, action.site): Step(action, after) for action, after in taken if after is not None}
        if self.live is not None:
            allowed = {label: after for label, after in self.live.successors(world) if after != world}
            assert allowed == {label: step.world for label, step in self.steps.items()}
        for law, violation in self.laws:
            if evaluate(violation, world):
                story = Story(self.compiled.model.initial, self.walk, shortest=False)
                raise Violation(law, Teller(self.compiled, kubectl.line, EVENTS), story)

    def take(self, label: Label) -> None:
        """Take a step."""
        event(label[0])
        self.walk = (*self.walk, self.steps[label])
        self.enter(self.steps[label].world)

    def undisturbed(self, way: list[int]) -> None:
        """Live for a while without deletions and faults; choice n is the n-th of the least told steps."""
        often: Counter[Label] = Counter()
        for choice in way:
            ordinary = [label for label, step in self.steps.items() if step.action.actor not in DISTURBERS]
            if ordinary:
                label = sorted(ordinary, key=often.__getitem__)[choice % len(ordinary)]
                often[label] += 1
                self.take(label)

    def labels(self, name: str) -> list[Label]:
        """Where the event may happen now."""
        return [label for label in self.steps if label[0] == name]

    @precondition(lambda self: not self.steps)
    @rule()
    def rest(self) -> None:
        """Where nothing can happen any more, nothing happens."""


def happens(name: str) -> Callable[..., None]:
    """The rule of an event: it happens at one of the sites where it may; swarm testing mutes rules by their names."""

    def happening(walk: Walk, label: Label) -> None:
        walk.take(label)

    happening.__name__ = happening.__qualname__ = name
    where = st.runner().flatmap(lambda walk: st.sampled_from(walk.labels(name)))
    return precondition(lambda walk: bool(walk.labels(name)))(rule(label=where)(happening))


for name in EVENTS:
    setattr(Walk, name, happens(name))


def walks(begin: st.SearchStrategy[Any] | None = None, specification: Specification = LIFECYCLE) -> type[Walk]:
    """Walks through the lives of these Pods as the specification has them."""

    class Beginning(Walk):
        @initialize(pod=pods() if begin is None else begin, way=ways)
        def begins(self, pod: Any, way: list[int]) -> None:
            self.prepare(pod)
            self.undisturbed(way)

    Beginning.specification = specification
    return Beginning
