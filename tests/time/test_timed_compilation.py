"""A specification whose transitions say when they happen compiles to timers and windows: kettles in a kitchen."""

from itertools import product
from types import ModuleType
from typing import Any, ClassVar, Literal, NamedTuple

import kettle_predicates
import pytest
from statemachine import State

from podproof.checker.compile.timed import TimedCompiled
from podproof.checker.engines.zones import Question
from podproof.checker.formulas import evaluate
from podproof.checker.timed_model import Timing, Window
from podproof.spec.notation import Specification
from podproof.spec.notation_of_machines import Machine, leads, table_of
from podproof.spec.notation_of_time import ANY_TIME, Interval, exactly, up_to


class Kettle(Machine):
    """A kettle heats up in its time, cools down slowly, and whistles while it boils."""

    listeners: ClassVar[list[Any]] = [kettle_predicates]
    scope, field, actor = "kettle", "heat", "kettle"
    Cold = State(initial=True)
    Warm = State()
    Boiling = State()

    warms = leads("1", Cold.to(Warm, cond="has_power"), after="warming_time")
    boils = leads("1", Warm.to(Boiling, cond="has_power"), after="boiling_time", since="is_warm")
    cools = leads("2", Warm.to(Cold) | Boiling.to(Warm), after="cooling_time")
    whistles = leads("3", Boiling.to.itself(), every="whistling_time", since="boils_now")
    hisses = leads("3", Boiling.to.itself(), every="hissing_time", since="boils_now")
    is_emptied = leads("4", Boiling.to(Cold), after="pouring_time", within="time_for_tea", since="boils_now")
    explodes = leads("5", Boiling.to(Cold), after="explosion_time")


class Fuse(Machine):
    """The fuse of the kitchen may blow at any time, and is checked some time after the last whistle."""

    listeners: ClassVar[list[Any]] = [kettle_predicates]
    scope, field, actor = "kitchen", "power", "fuse"
    On = State(initial=True)
    Off = State()

    blows = leads("6", On.to(Off), after="some_time")
    is_checked = leads("7", Off.to(On), after="checking_time", since="is_dark", again="whistles")


DURATIONS = ModuleType("durations")
vars(DURATIONS).update(
    warming_time=lambda liters: exactly(10 * liters),
    boiling_time=lambda liters: Interval(liters, 2.55 * liters),
    cooling_time=lambda heat: up_to(60) if heat == "Boiling" else exactly(100),
    whistling_time=lambda: exactly(1),
    hissing_time=lambda: exactly(2),
    pouring_time=lambda: Interval(5, None),
    time_for_tea=lambda: up_to(30),
    explosion_time=lambda: None,
    some_time=lambda: ANY_TIME,
    checking_time=lambda: up_to(3),
)


class KettleState(NamedTuple):
    heat: Literal["Cold", "Warm", "Boiling"] = "Cold"


class KitchenState(NamedTuple):
    power: Literal["On", "Off"] = "On"


class Kitchen(NamedTuple):
    """A configuration: the liters in each kettle."""

    liters: tuple[int, ...] = (1,)

    @property
    def settings(self) -> dict[str, Any]:
        return {}

    @property
    def components(self) -> list[dict[str, Any]]:
        return [{"name": f"kettle{number}", "liters": each} for number, each in enumerate(self.liters)]


RECORDS = {"kitchen": KitchenState, "kettle": KettleState}
SPECIFICATION = Specification(
    (table_of(Kettle), table_of(Fuse)), kettle_predicates, RECORDS, "kettle", durations=DURATIONS
)


@pytest.fixture(scope="module")
def compiled():
    return TimedCompiled(SPECIFICATION, Kitchen((1, 2)))


@pytest.fixture(scope="module")
def timed(compiled):
    return compiled.timed_model()


def timings(timed, event, component=0):
    """The timings of the actions of an event, each with the name of its timer."""
    return [
        (timed.timers[window.timer].name, window.least, window.most, timing.due)
        for action, timing in zip(timed.model.actions, timed.timings, strict=True)
        if (action.event, action.component) == (event, component)
        for window in timing.windows
    ]


def timer(timed, name):
    (found,) = (each for each in timed.timers if each.name == name)
    return found


def numbers(timed, *events, component=0):
    """The positions of the actions of these events."""
    actions = enumerate(timed.model.actions)
    return {number for number, each in actions if each.event in events and each.component == component}


def test_a_time_counts_from_the_moment_at_which_its_event_became_able_to_happen(timed):
    assert timings(timed, "warms") == [("kettle0.warms", 100, None, 100)]
    warms = timer(timed, "kettle0.warms")
    assert warms.restarts == numbers(timed, "warms")
    for power, heat in product(("On", "Off"), ("Cold", "Warm", "Boiling")):
        assert evaluate(warms.runs, (power, heat, "Cold")) == (power == "On" and heat == "Cold")


def test_each_component_has_its_own_timers_and_durations(timed):
    assert timings(timed, "warms", 1) == [("kettle1.warms", 200, None, 200)]


def test_a_named_time_counts_while_its_predicate_is_true(timed, compiled):
    assert timings(timed, "boils") == [("kettle0.is_warm", 10, None, 26)]
    assert timer(timed, "kettle0.is_warm").runs == compiled.formula("is_warm", 0)
    assert timer(timed, "kettle0.is_warm").restarts == frozenset()


def test_an_event_whose_duration_depends_on_the_state_is_split(timed):
    assert timings(timed, "cools") == [("kettle0.cools", 1000, None, 1000), ("kettle0.cools", 0, None, 600)]
    warm, boiling = (timed.model.actions[number] for number in sorted(numbers(timed, "cools")))
    for heat in ("Cold", "Warm", "Boiling"):
        state = ("On", heat, "Cold")
        assert evaluate(warm.guard, state) == (heat == "Warm")
        assert evaluate(boiling.guard, state) == (heat == "Boiling")
    assert timer(timed, "kettle0.cools").restarts == numbers(timed, "cools")


def test_every_event_that_happens_again_and_again_starts_the_common_timer_again(timed):
    assert timings(timed, "whistles") == [("kettle0.boils_now", 10, None, 10)]
    assert timings(timed, "hisses") == [("kettle0.boils_now", 20, None, 20)]
    restarts = [timer.restarts for timer in timed.timers if timer.name == "kettle0.boils_now"]
    assert sorted(restarts, key=len) == [frozenset(), numbers(timed, "whistles", "hisses")]


def test_an_event_may_have_an_interval_outside_of_which_it_does_not_happen(timed):
    assert timings(timed, "is_emptied") == [("kettle0.boils_now", 50, 300, None)]


def test_an_event_that_never_happens_is_no_action(timed):
    assert numbers(timed, "explodes") == set()


def test_an_event_that_may_happen_at_any_time_has_no_timer(timed):
    (number,) = numbers(timed, "blows", component=None)
    assert timed.timings[number] == Timing()


def test_a_timer_that_names_events_is_started_again_by_them(timed):
    (number,) = numbers(timed, "is_checked", component=None)
    (window,) = timed.timings[number].windows
    assert window == Window(window.timer, 0, None)
    assert timed.timers[window.timer].restarts == numbers(timed, "whistles") | numbers(timed, "whistles", component=1)


def test_a_question_about_the_compiled_model_has_the_answer_of_its_durations():
    steady = TimedCompiled(SPECIFICATION._replace(machines=(table_of(Kettle),)), Kitchen((2,)))
    bounds = Question(steady.timed_model(), None, steady.formula("boils_now", 0)).bounds()
    assert (bounds.least, bounds.most) == (220, 251)
