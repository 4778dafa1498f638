"""The states of a Pod as classes that look alike in `kubectl get pods`, few enough to be drawn."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from time import perf_counter
from typing import Any, NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.diagrams import columns
from podproof.checker.diagrams.published import MOST_CONTAINERS, NextColumns, PublishedColumns
from podproof.checker.engines.choice import run_engine
from podproof.checker.engines.symbolic.engine import Symbolic
from podproof.checker.engines.symbolic.quotient import QuotientTransitions
from podproof.checker.exploration import Exploration, Seconds
from podproof.checker.model import Action, Bounds
from podproof.spec.manifest.problems import printable
from podproof.spec.notation import Specification
from podproof.spec.pod.event_texts import EVENT_TEXTS
from podproof.spec.pod.kubectl import PHASES, printer
from podproof.spec.pod.printer import GONE

NO_BOUNDS = Bounds()

MOST = 16
"""The most nodes of a picture; with more, READY moves into the nodes, and then values of STATUS are joined."""

COUNTED = 4
"""The most containers for which READY is counted; with more it is none, some or all."""

Key = tuple[str, str, str]
"""Phase, STATUS or a group of its values, and READY or nothing; only GONE for a Pod without its object."""


class Node(NamedTuple):
    """A class of states: its phase, and its values of STATUS and READY."""

    phase: str
    statuses: tuple[str, ...]
    ready: tuple[str, ...]


class Arrow(NamedTuple):
    """From one class to another by these events, in English; `rare` if all are faults, `by_user` if the user acts."""

    source: int
    target: int
    texts: tuple[str, ...]
    rare: bool
    by_user: bool


class KubectlQuotient(NamedTuple):
    """The classes, the initial one first, the arrows between them, and notes on what is joined."""

    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    notes: tuple[str, ...]


def explore_lifecycle(
    specification: Specification, configuration: Any, faults: Collection[str] = (), bounds: Bounds = NO_BOUNDS
) -> Exploration:
    """The Pod with what is published of it, explored to be drawn: by the symbolic engine, no law decided."""
    began = perf_counter()
    compiled = Compiled(specification, configuration, faults)
    model = kubectl_columns(compiled).model
    compiled_at = perf_counter()
    name, engine, size = run_engine(model, "symbolic", bounds)
    seconds = Seconds(compiled_at - began, perf_counter() - compiled_at, 0.0)
    return Exploration(compiled, name, engine, size, (), (), seconds, bounds=bounds)


def kubectl_quotient(exploration: Exploration) -> KubectlQuotient:
    """The quotient of the reachable states of `explore_lifecycle`, as fine as it can be drawn.

    MemoryError if the decision diagrams are too large; ValueError if a bound stopped the exploration.
    """
    if not exploration.size.complete:
        raise ValueError(f"the exploration stopped at its bound ({exploration.size.bound})")
    assert isinstance(exploration.engine, Symbolic)
    classes = exploration.engine.quotient(kubectl_columns(exploration.compiled).features)
    return _coarse_enough(exploration, classes)


def kubectl_columns(compiled: Compiled) -> PublishedColumns | NextColumns:
    """The columns of the picture, READY counted where there are few containers."""
    column = columns.ready_column if printer(compiled.configuration).counted <= COUNTED else columns.ready_roughly
    is_followed = len(compiled.configuration.members) <= MOST_CONTAINERS
    return PublishedColumns(compiled, column) if is_followed else NextColumns(compiled, column)


def _key(look: Sequence[object]) -> Key:
    phase, status, ready = map(str, look)
    return phase, status, ready


def _whole(look: Key) -> Key:
    return ("", GONE, "") if look[1] == GONE else look


def _without_ready(look: Key) -> Key:
    return (*_whole(look)[:2], "")


def _grouped(look: Key) -> Key:
    phase, status, _ = _whole(look)
    return phase, columns.group(status), ""


def _by_phase(look: Key) -> Key:
    phase, status, _ = _whole(look)
    return phase, status if status in (GONE, "Terminating") else "", ""


READY_INSIDE = "READY is inside the boxes"

NOTES = {
    _whole: (),
    _without_ready: (READY_INSIDE,),
    _grouped: (READY_INSIDE, "similar values of STATUS share a box"),
    _by_phase: (READY_INSIDE, "all values of STATUS except Terminating share the box of a phase"),
}


def _coarse_enough(exploration: Exploration, classes: QuotientTransitions) -> KubectlQuotient:
    looks = [_key(look) for look in classes.classes]
    key = next((each for each in NOTES if len(set(map(each, looks))) <= MOST), _by_phase)
    return KubectlQuotient(*_join(exploration, classes, looks, key), (*NOTES[key], *_missing(exploration, looks)))


def _missing(exploration: Exploration, looks: Iterable[Key]) -> Iterator[str]:
    yield from kubectl_columns(exploration.compiled).notes
    missing = [phase for phase in PHASES if phase not in {look[0] for look in looks}]
    if missing:
        yield f"unreachable: phase {', '.join(missing)}"
    faults = sorted(exploration.compiled.faults)
    yield f"faults: {', '.join(faults) if faults else 'none'}"


def _join(
    exploration: Exploration, classes: QuotientTransitions, looks: list[Key], key: Callable[[Key], Key]
) -> tuple[tuple[Node, ...], tuple[Arrow, ...]]:
    initial = key(_key(classes.initial))
    order = {phase: place for place, phase in enumerate((*PHASES, ""))}
    keys = sorted(
        {*map(key, looks)}, key=lambda each: (each != initial, order[each[0]], each[1] == "Terminating", each)
    )
    numbers = {each: number for number, each in enumerate(keys)}
    nodes = tuple(_node(each, [look for look in looks if key(look) == each]) for each in keys)
    actions: dict[tuple[int, int], set[int]] = {}
    for (old, new), by in classes.changes.items():
        source, target = (numbers[key(_key(look))] for look in (old, new))
        if source != target:
            actions.setdefault((source, target), set()).update(by)
    return nodes, tuple(_arrow(exploration, pair, by) for pair, by in sorted(actions.items()))


def _node(key: Key, looks: list[Key]) -> Node:
    if key[1] == GONE:
        return Node("", (GONE,), ())
    statuses = sorted({look[1] for look in looks})
    return Node(key[0], tuple(statuses), tuple(sorted({look[2] for look in looks})))


def _arrow(exploration: Exploration, pair: tuple[int, int], numbers: set[int]) -> Arrow:
    actions = [exploration.compiled.model.actions[number] for number in sorted(numbers)]
    return Arrow(
        *pair,
        tuple(sorted(_texts(exploration.compiled, actions))),
        all(action.kind for action in actions),
        all(action.actor == "user" for action in actions),
    )


def _texts(compiled: Compiled, actions: Sequence[Action]) -> Iterator[str]:
    """Each event once, about the container in which it happens, or about `a container` if there are several."""
    for event in {action.event for action in actions}:
        those = [action for action in actions if action.event == event]
        names = {compiled.configuration.members[each.component].name for each in those if each.component is not None}
        yield sentence(those[0].actor, event, printable(names.pop()) if len(names) == 1 else "a container")


def sentence(actor: str, event: str, name: str = "") -> str:
    """Who does what; the text of an event that names its container needs no further subject."""
    text = EVENT_TEXTS[event].format(name=name)
    return text if ": " in text else f"{actor}: {text}"
