"""A resource that is no Pod compiles with the same compiler, and both engines and the live machines agree on it.

A boiler room is a floor and two valves.  A valve opens and closes if it has a handle; while some valve is open, the
floor gets wet.
"""

import re
from pathlib import Path
from typing import Any, ClassVar, Literal, NamedTuple

import pytest
import valve_predicates
from statemachine import State

from podproof import checker
from podproof.checker.compile import Compiled
from podproof.checker.engines import ENGINES
from podproof.checker.engines.live import LiveMachines
from podproof.checker.exploration import Options, explore
from podproof.spec.notation import Law, Situation, Specification
from podproof.spec.notation_of_machines import Machine, leads, sets, table_of

CHECKER = Path(checker.__file__).parent
LIBRARY = ("model", "trace", "properties", "exploration", "verify", "compile", "engines")


class Valve(Machine):
    """A component with a machine of its own."""

    listeners: ClassVar[list[Any]] = [valve_predicates]
    scope, field, actor, concerns = "valve", "position", "operator", "has_handle"

    Closed = State(initial=True)
    Open = State()

    opens = leads("1", Closed.to(Open, cond="may_open"))
    closes = leads("1", Open.to(Closed))


class Leak(Machine):
    """The machine of the whole; it has one state, and no field for it."""

    listeners: ClassVar[list[Any]] = [valve_predicates]
    scope, actor = "room", "water"

    Here = State(initial=True)

    drips = leads("2", Here.to.itself(cond="any_is_open", on=sets(floor="Wet")))


class ValveState(NamedTuple):
    position: Literal["Closed", "Open"] = "Closed"


class RoomState(NamedTuple):
    floor: Literal["Dry", "Wet"] = "Dry"


class Room(NamedTuple):
    """A configuration: how many valves may be open at once, and which of the two have a handle."""

    limit: int
    handles: tuple[bool, bool] = (True, True)

    @property
    def settings(self) -> dict[str, Any]:
        return {"limit": self.limit}

    @property
    def components(self) -> list[dict[str, Any]]:
        return [{"name": f"valve{number}", "handle": handle} for number, handle in enumerate(self.handles)]


ROOM = Specification(
    (table_of(Valve), table_of(Leak)),
    valve_predicates,
    {"room": RoomState, "valve": ValveState},
    "valve",
    laws=(
        Law("stable", "wet-stays-wet", "2", "A wet floor stays wet.", when="is_wet"),
        Law("after", "a-drip-is-wet", "2", "A drip wets the floor.", events="drips", then="is_wet"),
        Law("always_possible", "closable", "1", "Every valve can be closed.", then="not is_open"),
    ),
    situations=(Situation("Wet", "is_wet", "The floor is wet."), Situation("Open", "is_open", "A valve is open.")),
)


def answers(room: Room, engine: Literal["explicit", "symbolic"]) -> dict[str, object]:
    """Everything that an engine finds out about a room."""
    exploration = explore(ROOM, room, Options(engine))
    return {
        "states": exploration.size.states,
        "transitions": exploration.size.transitions,
        **{verdict.law.name: verdict.outcome for verdict in exploration.verdicts},
        **{each.situation.name: each.reachable for each in exploration.situations},
    }


@pytest.mark.parametrize("engine", ["explicit", "symbolic"])
@pytest.mark.parametrize(
    ("room", "states", "transitions"), [(Room(2), 8, 19), (Room(1), 6, 10), (Room(2, (True, False)), 4, 5)]
)
def test_both_engines_explore_a_resource_that_is_no_pod(engine, room, states, transitions):
    holds = dict.fromkeys(("wet-stays-wet", "a-drip-is-wet", "closable"), "holds")
    assert answers(room, engine) == {"states": states, "transitions": transitions, **holds, "Wet": True, "Open": True}


def test_a_room_whose_valves_have_no_handle_has_one_state():
    found = answers(Room(2, (False, False)), "explicit")
    assert (found["states"], found["Wet"], found["wet-stays-wet"]) == (1, False, "vacuous")


def test_the_engine_library_speaks_of_no_resource():
    files = [file for name in LIBRARY for file in CHECKER.glob(f"{name}.py")]
    files += [file for name in LIBRARY for file in CHECKER.glob(f"{name}/**/*.py")]
    assert len(files) > 30
    words = re.compile(r"\b(pods?|containers?|kubelet|kubernetes)\b", re.IGNORECASE)
    assert [(file.name, found[0]) for file in files if (found := words.search(file.read_text(encoding="utf-8")))] == []


def test_the_live_machines_of_a_second_resource_take_the_steps_of_its_model():
    compiled = Compiled(ROOM, Room(2))
    live = LiveMachines(compiled)
    graph = ENGINES["explicit"](compiled.model, Options().bounds)
    graph.explore()
    for state in graph.states():
        steps = {label: after for label, after in live.successors(state) if after != state}
        model = {(each.event, each.component): compiled.model.successor(each, state) for each in compiled.model.actions}
        assert steps == {label: after for label, after in model.items() if after is not None}
