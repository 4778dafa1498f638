"""A path of the small model in the whole one, where the other components act like those in it."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import NamedTuple

from podproof.checker.engines.modular.reduction import Classes, Reduced
from podproof.checker.engines.symbolic.paths import Path
from podproof.checker.formulas import State
from podproof.checker.model import Action, Model, places_by_component


class Execution(NamedTuple):
    """A path of the whole model from its initial state, its end, and the path of the small model that it follows."""

    path: Path
    end: State
    followed: Path


class Replay:
    """Replays a path of the small model in the whole one.

    `roles` says for each component that is kept which one of its class acts as it.  Every other component follows the
    nearest one before it that has a role: it takes the same actions in the same order later, as soon as it can (eager)
    or only when the path could not go on without.  If none before it has a role, it goes ahead of the first one that
    has.  The actions are interpreted: most are taken a few times only, and code of an action that reads all components
    takes longer to generate.
    """

    def __init__(self, model: Model, small: Reduced, roles: Mapping[int | None, int], classes: Classes) -> None:
        self._model = model
        self._named = {_name(action): number for number, action in enumerate(model.actions)}
        self._actions = tuple(self._as(number, roles.get(model.actions[number].component)) for number in small.actions)
        own = places_by_component(model.variables)
        instead = {old: new for each, role in roles.items() for old, new in zip(own[each], own[role], strict=True)}
        self._kept = itemgetter(*(instead.get(place, place) for place in small.places))
        self._followers: dict[int | None, list[int]] = {}
        self._ahead: dict[int, list[int]] = {}
        for members in classes:
            self._order(members, sorted(roles[each] for each in members if each in roles))

    def _order(self, members: tuple[int, ...], acting: list[int]) -> None:
        for each in members:
            before = bisect_right(acting, each)
            if not before:
                self._ahead.setdefault(acting[0], []).append(each)
            elif each not in acting:
                self._followers.setdefault(acting[before - 1], []).append(each)

    def _as(self, number: int, component: int | None) -> int:
        """The action as it is of another component of the class, or the action itself if that one does not have it."""
        action = self._model.actions[number]
        if component is None or action.component == component:
            return number
        return self._named.get(_name(action._replace(component=component)), number)

    def of(self, path: Path, states: list[State], is_eager: bool) -> Iterator[tuple[State, Execution]]:
        """The states that the path passes, as far as it can be replayed, each with an execution that ends like it."""
        state, taken = self._model.initial, list[int]()
        waiting = self._going_ahead(path)
        yield states[0], Execution((), state, ())
        for length, (number, aim) in enumerate(zip(path, states[1:], strict=True), start=1):
            action = self._actions[number]
            after = self._after(action, state, aim)
            if after is None:
                after = self._later(action, state, aim, waiting, taken)
            if after is None:
                return
            state = after
            taken.append(action)
            for follower in self._followers.get(self._model.actions[action].component, ()):
                waiting.setdefault(follower, []).append(self._as(action, follower))
            if is_eager:
                *_, state = state, *self._turns(waiting, state, taken)
            yield aim, Execution(tuple(taken), state, path[:length])

    def _going_ahead(self, path: Path) -> dict[int, list[int]]:
        waiting: dict[int, list[int]] = {}
        for first, others in self._ahead.items():
            own = [each for each in (self._actions[number] for number in path) if self._is_of(each, first)]
            waiting |= {other: [self._as(each, other) for each in own] for other in others}
        return waiting

    def _is_of(self, action: int, component: int) -> bool:
        return self._model.actions[action].component == component

    def _after(self, action: int, state: State, aim: State) -> State | None:
        """The state after the action, if it differs from that in the small model in other components only."""
        after = self._model.successor(self._model.actions[action], state)
        if after is None:
            return None
        kept = self._kept(after)
        return after if kept == aim[: len(kept)] else None

    def _later(
        self, action: int, state: State, aim: State, waiting: Mapping[int, list[int]], taken: list[int]
    ) -> State | None:
        """The state after the action, as soon as the turns of others have made it possible."""
        afters = (self._after(action, each, aim) for each in self._turns(waiting, state, taken))
        return next((after for after in afters if after is not None), None)

    def _turns(self, waiting: Mapping[int, list[int]], state: State, taken: list[int]) -> Iterator[State]:
        """Let the others act as far as they can, if that leaves what is in the small model as it is: each state."""
        before = None
        while before != state:
            before = state
            for actions in waiting.values():
                while turn := self._turn(actions, state):
                    state, begin, end = turn
                    taken += actions[begin:end]
                    del actions[:end]
                    yield state

    def _turn(self, actions: list[int], state: State) -> tuple[State, int, int] | None:
        """The first of the waiting actions that together change nothing else, as a range, and the state after them."""
        kept = self._kept(state)
        for begin in range(len(actions)):
            reached = state
            for end in range(begin, len(actions)):
                after = self._model.successor(self._model.actions[actions[end]], reached)
                if after is None:
                    break
                if self._kept(after) == kept:
                    return after, begin, end + 1
                reached = after
        return None


def _name(action: Action) -> tuple[str, str, int | None]:
    return action.actor, action.event, action.component
