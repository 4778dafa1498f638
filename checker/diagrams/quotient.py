"""The life of a Pod as classes of states that look alike to `kubectl get pods`, few enough to be drawn."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from podproof.checker.diagrams import columns
from podproof.checker.engines.symbolic.engine import Symbolic
from podproof.checker.engines.symbolic.quotient import QuotientTransitions
from podproof.checker.exploration import Exploration, Options, explore
from podproof.checker.model import Bounds
from podproof.spec.notation import Specification
from podproof.spec.pod.kubectl import GONE, PHASES, ready_facts

NO_BOUNDS = Bounds()

MOST = 16
"""Nodes that a picture may have; beyond, READY is told inside of them, and then words of STATUS are joined."""

COUNTED = 4
"""Containers up to which READY is counted; beyond it is told as none, some or all."""

Key = tuple[str, str, str]
"""Phase, STATUS or a group of its words, and READY or nothing; only GONE for a Pod that is no longer there."""


class Node(NamedTuple):
    """What looks alike: the phase, the words of STATUS, and the values of READY."""

    phase: str
    predicates: tuple[str, ...]
    ready: tuple[str, ...]


class Arrow(NamedTuple):
    """From one class to another (by their numbers), by these events; `rare` if only faults lead there."""

    source: int
    target: int
    events: tuple[str, ...]
    rare: bool
    by_user: bool


class KubectlQuotient(NamedTuple):
    """The whole life: the classes, the initial one first, the arrows, and how coarse that is, in words."""

    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    notes: tuple[str, ...]


def explored(
    specification: Specification, configuration: Any, faults: Collection[str] = (), bounds: Bounds = NO_BOUNDS
) -> Exploration:
    """The Pod as it is explored to be drawn: as sets of states, of which nothing is asked."""
    quiet = specification._replace(laws=(), situations=())
    return explore(quiet, configuration, Options("symbolic", frozenset(faults), bounds))


def fold(exploration: Exploration) -> KubectlQuotient:
    """The fold of the reachable states, exact: computed with sets of states, as fine as it can be drawn.

    `MemoryError` where the diagrams do not fit; ValueError where a bound cut the exploration short.
    """
    if not exploration.size.complete:
        raise ValueError(f"the exploration stopped at its bound ({exploration.size.bound})")
    compiled = exploration.compiled
    counted = len(ready_facts(compiled.configuration))
    column = columns.ready_column(compiled) if counted <= COUNTED else columns.ready_roughly(compiled)
    folded = _engine(exploration).folded([columns.phase(compiled), columns.status(compiled), column])
    return _coarse_enough(exploration, folded)


def _engine(exploration: Exploration) -> Symbolic:
    """The engine for sets of states, in place of the one that has visited each."""
    if isinstance(exploration.engine, Symbolic):
        return exploration.engine
    engine = Symbolic(exploration.compiled.model)
    engine.explore()
    return engine


def _key(look: Sequence[object]) -> Key:
    phase, status, ready = map(str, look)
    return phase, status, ready


def _whole(look: Key) -> Key:
    return ("", GONE, "") if look[1] == GONE else look


def _without_ready(look: Key) -> Key:
    return (*_whole(look)[:2], "")


def _grouped(look: Key) -> Key:
    phase, predicate, _ = _whole(look)
    return phase, columns.group(predicate), ""


def _by_phase(look: Key) -> Key:
    phase, predicate, _ = _whole(look)
    return phase, predicate if predicate in (GONE, "Terminating") else "", ""


NOTES = {
    _whole: (),
    _without_ready: ("READY is told inside of the boxes",),
    _grouped: ("READY is told inside of the boxes", "words of STATUS that are much alike share a box"),
    _by_phase: ("READY is told inside of the boxes", "all words of STATUS but Terminating share the box of a phase"),
}


def _coarse_enough(exploration: Exploration, folded: QuotientTransitions) -> KubectlQuotient:
    looks = [_key(look) for look in folded.looks]
    key = next((each for each in NOTES if len(set(map(each, looks))) <= MOST), _by_phase)
    return KubectlQuotient(*_drawn(exploration, folded, looks, key), (*NOTES[key], *_missing(exploration, looks)))


def _missing(exploration: Exploration, looks: Iterable[Key]) -> Iterator[str]:
    missing = [phase for phase in PHASES if phase not in {look[0] for look in looks}]
    if missing:
        yield f"never: phase {', '.join(missing)}"
    faults = sorted(exploration.compiled.faults)
    yield f"faults: {', '.join(faults) if faults else 'none'}"


def _drawn(
    exploration: Exploration, folded: QuotientTransitions, looks: list[Key], key: Callable[[Key], Key]
) -> tuple[tuple[Node, ...], tuple[Arrow, ...]]:
    initial = key(_key(folded.initial))
    order = {phase: place for place, phase in enumerate((*PHASES, ""))}
    keys = sorted(
        {*map(key, looks)}, key=lambda each: (each != initial, order[each[0]], each[1] == "Terminating", each)
    )
    numbers = {each: number for number, each in enumerate(keys)}
    nodes = tuple(_node(each, [look for look in looks if key(look) == each]) for each in keys)
    actions: dict[tuple[int, int], set[int]] = {}
    for (old, new), those in folded.changes.items():
        source, target = (numbers[key(_key(look))] for look in (old, new))
        if source != target:
            actions.setdefault((source, target), set()).update(those)
    return nodes, tuple(_arrow(exploration, pair, those) for pair, those in sorted(actions.items()))


def _node(key: Key, looks: list[Key]) -> Node:
    if key[1] == GONE:
        return Node("", (GONE,), ())
    predicates = sorted({look[1] for look in looks})
    return Node(key[0], tuple(predicates), tuple(sorted({look[2] for look in looks})))


def _arrow(exploration: Exploration, pair: tuple[int, int], numbers: set[int]) -> Arrow:
    actions = [exploration.compiled.model.actions[number] for number in numbers]
    events = tuple(sorted({action.event for action in actions}))
    return Arrow(
        *pair, events, all(action.kind for action in actions), all(action.actor == "user" for action in actions)
    )
