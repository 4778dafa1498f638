"""The lint complains about machines and predicates that are wrong on purpose, each in its own way."""

from types import ModuleType

import lint
import pytest
from statemachine import State

from podproof.spec.notation_of_machines import Machine, follows, leads, sets
from podproof.spec.pod import predicates


class Nested(Machine):
    class Outer(State.Compound):
        Inner = State(initial=True)

    Other = State()
    goes = leads("1.1", Outer.to(Other))
    comes = leads("1.1", Other.to(Outer))


class Entering(Machine):
    Here = State(initial=True, enter=lambda: None)
    goes = leads("1.1", Here.to.itself())


class Unless(Machine):
    Here = State(initial=True)
    goes = leads("1.1", Here.to.itself(unless="runs"))


class TwoGuards(Machine):
    Here = State(initial=True)
    goes = leads("1.1", Here.to.itself(cond=["runs", "has_exited"]))


class Code(Machine):
    Here = State(initial=True)
    goes = leads("1.1", Here.to.itself(on=lambda: None))


class Afterwards(Machine):
    Here = State(initial=True)
    goes = leads("1.1", Here.to.itself(on=sets(restarts=0), after=lambda: None))


class Unmarked(Machine):
    Here = State(initial=True)
    goes = Here.to.itself()


class Uncited(Machine):
    Here = State(initial=True)
    goes = follows("", Here.to.itself())


class ByItself(Machine):
    Here = State(initial=True)
    There = State()
    leads("1.1", Here.to(There))
    comes = leads("1.1", There.to(Here))


WRONG = {
    Nested: "has states inside",
    Entering: "has enter actions",
    Unless: "says unless",
    TwoGuards: "has two guards",
    Code: "has an action that is not one sets",
    Afterwards: "has after callbacks",
    Unmarked: "is marked by neither leads nor follows",
    Uncited: "cites no rule",
    ByItself: "fires by itself",
}


@pytest.mark.parametrize("machine", WRONG, ids=lambda machine: machine.__name__)
def test_the_lint_complains_about_what_a_machine_may_not_have(machine):
    assert any(WRONG[machine] in complaint for complaint in lint.structure(machine))


class Captured(Machine):
    Here = State(initial=True)
    goes = leads("1.1", Here.to.itself())

    def on_goes(self):
        """The library would call this for its name."""


class EventIsPredicate(Machine):
    Here = State(initial=True)
    runs = leads("1.1", Here.to.itself())


class Dotted(Machine):
    Here = State(initial=True)
    error_strikes = leads("1.1", Here.to.itself())


class PredicateIsAttribute(Machine):
    Here = State(initial=True)
    goes = leads("1.1", Here.to.itself())
    has_exited = True


NAMED = {
    Captured: "on_goes would be called by naming convention",
    EventIsPredicate: "runs is a predicate",
    Dotted: "error_strikes registers a second event",
    PredicateIsAttribute: "has_exited would be asked of the machine too",
}


@pytest.mark.parametrize("machine", NAMED, ids=lambda machine: machine.__name__)
def test_the_lint_complains_about_a_name_with_two_meanings(machine):
    assert any(NAMED[machine] in complaint for complaint in lint.names(machine, predicates))


@pytest.mark.parametrize("text", ["runs == has_exited", "In('Here')", "runs and unheard_of", "runs v has_exited"])
def test_the_lint_complains_about_a_condition_that_does_not_join_predicates(text):
    assert list(lint.condition(text, predicates))


HISTORY: list[str] = []


def remembers(runtime):
    """It reads and writes a list of its own."""
    HISTORY.append(runtime)
    return runtime in HISTORY


def prints(runtime):
    """It prints."""
    print(runtime)
    return runtime == "Running"


def touches(container):
    """It changes what it reads."""
    container.runtime = "Running"
    return True


def defaults(runtime="Running"):
    """It has a default argument."""
    return runtime == "Running"


@pytest.mark.parametrize("predicate", [remembers, prints, touches, defaults], ids=lambda predicate: predicate.__name__)
def test_the_lint_complains_about_an_impure_predicate(predicate):
    package = ModuleType("package")
    vars(package)[predicate.__name__] = predicate
    assert list(lint.purity(predicate, package))


def misled(state, unheard_of):
    """The library has other plans for these names."""
    return state == unheard_of


def test_the_lint_complains_about_a_parameter_that_is_not_a_field():
    assert [complaint.split(" ")[1] for complaint in lint.reads_known_fields(misled, {"state"})] == ["would", "reads"]
