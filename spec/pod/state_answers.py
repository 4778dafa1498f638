"""What one state answers to predicates and conditions, asked directly and without a model."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from podproof.spec.conditions import evaluate
from podproof.spec.notation import apply
from podproof.spec.pod import predicates
from podproof.spec.pod.state import Container, ContainerState, Pod, PodState

POD = -1
"""Where the answers about the whole Pod are."""

RECORDS: tuple[Any, ...] = (Pod, PodState, Container, ContainerState)

HOLDERS = {field: number for number, record in enumerate(RECORDS) for field in record._fields}
"""Which of these records has each field."""


class ContainerView(NamedTuple):
    """A container as predicates see it: the fields of its configuration and of its state."""

    configuration: Container
    state: ContainerState

    def __getattr__(self, field: str) -> object:
        return getattr(self[HOLDERS[field] - 2], field)


class Scope(dict[str, Any]):
    """What predicates may read of the Pod, or of one container; looked up on demand, as most of it is never read."""

    def __init__(self, records: tuple[Any, ...], containers: tuple[ContainerView, ...]) -> None:
        super().__init__(containers=containers)
        self.records = records

    def __missing__(self, name: str) -> Any:
        if name == "container":
            return ContainerView(*self.records[2:])
        return getattr(self.records[HOLDERS[name]], name)


class StateAnswers(dict[str, bool]):
    """What a state answers to predicates and conditions, about the Pod or one container; each is asked once."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def __missing__(self, text: str) -> bool:
        is_predicate = text.isidentifier()
        answer = apply(getattr(predicates, text), self.scope) if is_predicate else evaluate(text, self.__getitem__)
        self[text] = bool(answer)
        return self[text]


def state_answers(pod: Pod, state: PodState, states: tuple[ContainerState, ...]) -> Sequence[StateAnswers]:
    """What the state answers about the container at each site and, last, about the Pod."""
    containers = tuple(map(ContainerView, pod.members, states))
    records = [(pod, state, *container) for container in containers]
    return [StateAnswers(Scope(each, containers)) for each in (*records, (pod, state))]
