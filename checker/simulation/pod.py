"""A simulated Pod: its state and its object, advanced one step at a time by an adversary, and by clients."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from random import Random
from typing import Any, NamedTuple, Protocol

from podproof.checker.errors import UsageError
from podproof.checker.simulation.inputs import Input
from podproof.checker.simulation.model import Choice, SimulatedModel, simulated_model
from podproof.checker.simulation.moments import Moments
from podproof.checker.simulation.sources import PodSource, Source, pod_source
from podproof.checker.trace import Step, Trace
from podproof.spec.pod.kubectl import PUBLISHING
from podproof.spec.pod.state_answers import POD, StateAnswers, state_answers
from podproof.spec.publishing import PublishedPod, Publisher, StateStep
from podproof.spec.publishing.instances import Json
from podproof.spec.publishing.order import may_happen
from podproof.spec.publishing.publisher import Records, first_choice
from podproof.spec.publishing.writers import images_in

BEGINNING = 1_767_225_600.0
"""The moment at which a simulated Pod is created by default: 2026-01-01T00:00:00Z."""


class Adversary(Protocol):
    """Chooses what happens next; one that `plays_clients` also deletes the Pod, opens its gates and so on."""

    plays_clients: bool

    def choose(self, pod: "SimulatedPod") -> Choice | None:
        """One of the choices of the Pod; None if nothing more happens until a client does something."""


class Taken(NamedTuple):
    """A step that was taken, what a client gave for it, and whether the object has changed."""

    choice: Choice
    changes: Mapping[str, Any]
    has_written: bool


class SimulatedPod:
    """One Pod, from its creation on.

    With `plays_clients` the adversary also deletes the Pod, opens its gates and so on; without, only `apply` does.
    `faults` are the classes of fault that may strike (None: all).  The same source, adversary and seed give the same
    execution; with seed 0 every exit code is the most ordinary one.  Times are virtual, and begin at `begins`, in
    seconds since 1970.
    """

    def __init__(
        self,
        source: Source | PodSource,
        adversary: Adversary,
        *,
        seed: int = 0,
        kubernetes: int | str | None = None,
        faults: frozenset[str] | None = None,
        plays_clients: bool = False,
        begins: float = BEGINNING,
    ) -> None:
        self.source = source if isinstance(source, PodSource) else pod_source(source, kubernetes)
        self.configuration = self.source.pod
        self.adversary, self.faults = adversary, faults
        self.plays_clients = plays_clients or adversary.plays_clients
        self.model: SimulatedModel = simulated_model(self.configuration)
        self.random, details = Random(seed), Random(seed)
        """Of the choices; exit codes and times have one of their own, so that a script repeats them."""
        self.publisher = Publisher(self.configuration, details.choice if seed else first_choice)
        self.state = self.model.start
        self.published: PublishedPod = self.publisher.begin(self.source.metadata, self.source.spec, begins)
        self.moments = Moments(self.configuration, begins, details)
        self.taken: list[Taken] = []
        self.when_taken: Callable[[StateStep], None] = lambda step: None
        self._is_at_rest = False
        self._published_last: dict[str, tuple[int, PublishedPod]] = {}
        """For each event that publishes, what it has published last: again it would write nothing."""
        self._note_choices()

    @property
    def object(self) -> Json:
        """The object in the API; not to be changed."""
        return self.published.object

    @property
    def status(self) -> Json:
        """The status in the API; not to be changed."""
        return self.published.status

    @property
    def records(self) -> Records:
        """The state of the Pod and of its containers, which the API shows in part."""
        return self.model.records(self.state)

    @property
    def answers(self) -> Sequence[StateAnswers]:
        """What the state answers to predicates about each container and, last, about the Pod."""
        return state_answers(self.configuration, *self.records)

    @property
    def is_gone(self) -> bool:
        """The API does not have the object any more."""
        return self.model.is_gone(self.state)

    @property
    def finished(self) -> bool:
        """Nothing more happens unless a client does something: the object is gone, or the adversary has no choice."""
        return self.is_gone or self._is_at_rest

    @property
    def choices(self) -> list[Choice]:
        """What the adversary may choose among."""
        return self._choices

    @property
    def trace(self) -> Trace:
        """Everything that has happened, the hidden steps too."""
        unpack = self.model.successors.encoding.unpack
        steps = (Step(self.model.actions[each.choice.action], unpack(each.choice.after)) for each in self.taken)
        return Trace(self.model.compiled.model.initial, tuple(steps))

    @cached_property
    def _may_choose(self) -> frozenset[int]:
        return self.allowed_actions(with_clients=self.plays_clients)

    def allowed_actions(self, *, with_clients: bool) -> frozenset[int]:
        """The actions of the faults that may strike, by their numbers, with or without those of clients."""
        return self.model.allowed_actions(self.faults, with_clients=with_clients)

    def _note_choices(self) -> None:
        """The choices in the state that was reached, as far as they agree with what was published."""
        pod, published, records = self.configuration, self.published, self.records
        published_last = {event for event, known in self._published_last.items() if known == (self.state, published)}
        self.possible = [
            each
            for each in self.model.choices(self.state)
            if may_happen(pod, published, each.event, each.site, *records)
            and (each.after != self.state or each.event not in published_last)
        ]
        self._choices = [] if self.is_gone else [each for each in self.possible if each.action in self._may_choose]
        self.moments.note(self.possible)

    def step(self) -> Choice | None:
        """Let the adversary take a step; None if it takes none."""
        choice = self.adversary.choose(self)
        self._is_at_rest = choice is None
        if choice is not None:
            self.take(choice)
        return choice

    def take(self, choice: Choice, changes: Mapping[str, Any] = {}) -> bool:
        """Take a step that is possible; whether the object has changed."""
        before, published = self.records, self.published
        if choice.event == "updates_image" and not changes:
            changes = self._new_image(choice.site)
        moment = self.moments.advance(choice, before, published)
        step = StateStep(choice.event, choice.site, before, self.model.records(choice.after), moment, changes)
        self.published = self.publisher.step(published, step)
        self.state = choice.after
        has_written = self.published[:3] != published[:3]
        self.taken.append(Taken(choice, changes, has_written))
        self.when_taken(step)
        if choice.event in PUBLISHING:
            self._published_last[choice.event] = self.state, self.published
        self._note_choices()
        return has_written

    def _new_image(self, site: int | None) -> Mapping[str, Any]:
        """What a client without a wish of its own changes the image of a container to."""
        assert site is not None
        name = self.configuration.members[site].name
        return {"container": name, "image": f"{images_in(self.published.spec)[name].split(':')[0]}:v{len(self.taken)}"}

    def would_write(self, choice: Choice) -> bool:
        """Whether a step would change the object."""
        step = StateStep(choice.event, choice.site, self.records, self.model.records(choice.after), self.moments.now)
        return self.publisher.step(self.published, step)[:3] != self.published[:3]

    def apply(self, asked: Input) -> bool:
        """What a client does; whether the object has changed."""
        event, container, changes = asked.ask(self.answers[POD])
        site = self._site_of(container)
        choice = next((each for each in self.possible if (each.event, each.site) == (event, site)), None)
        self._is_at_rest = False
        if self.is_gone or not event:
            return False
        return self._write(event, site, changes) if choice is None else self.take(choice, changes)

    def _site_of(self, container: str) -> int | None:
        if not container:
            return None
        names = [member.name for member in self.configuration.members]
        if container not in names:
            raise UsageError(f"the Pod {self.configuration.name} has no container {container!r}")
        return names.index(container)

    def _write(self, event: str, site: int | None, changes: Mapping[str, Any]) -> bool:
        """What a client writes to the object where the lifecycle of the Pod does not depend on it."""
        published = self.published
        step = StateStep(event, site, self.records, self.records, self.moments.now, changes)
        self.published = self.publisher.step(published, step)
        return self.published != published
