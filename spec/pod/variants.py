"""Variants of the specification: some of its transitions are changed, as data.

Known bugs of Kubernetes and mutations that test the laws are variants.
"""

from collections import namedtuple
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple, get_type_hints

from podproof.spec.notation import Edit, MachineTable, Record, Specification, Transition
from podproof.spec.pod.lifecycle import LIFECYCLE


class Change(NamedTuple):
    """A change of the transitions of a machine for an event; without `becomes` and `also` they are removed."""

    machine: str
    """The name of the machine."""
    event: str
    source: str = ""
    """Only the transitions from this state; empty: from any."""
    target: str = ""
    """Only the transitions to this state; empty: to any."""
    becomes: Mapping[str, Any] | None = None
    """The fields in which the changed transition differs."""
    also: Mapping[str, Any] | None = None
    """The fields in which a copy differs that is added beside the transition."""

    def applies_to(self, machine: MachineTable, transition: Transition) -> bool:
        """Whether it changes this transition."""
        return (
            machine.name == self.machine
            and transition.event == self.event
            and self.source in ("", transition.source)
            and self.target in ("", transition.target)
        )

    def replacements(self, transition: Transition) -> Iterator[Transition]:
        """The transitions in the place of this one."""
        if self.becomes is not None:
            yield transition._replace(**self.becomes)
        elif self.also is not None:
            yield transition
            yield transition._replace(**self.also)


def edit(changes: tuple[Change, ...]) -> Edit:
    """The edit that makes these changes; of several that apply to a transition the first one counts."""

    def edited(machine: MachineTable, transition: Transition) -> Iterator[Transition]:
        for change in changes:
            if change.applies_to(machine, transition):
                yield from change.replacements(transition)
                return
        yield transition

    return edited


def variant(changes: tuple[Change, ...], specification: Specification = LIFECYCLE) -> Specification:
    """The specification with these changes, made before those that it has."""
    changed, further = edit(changes), specification.edit

    def edited(machine: MachineTable, transition: Transition) -> Iterator[Transition]:
        for each in changed(machine, transition):
            yield from (each,) if further is None else further(machine, each)

    return specification._replace(edit=edited)


def with_flag(record: Record, name: str) -> Record:
    """The record of state with one more field, which is No at first and may become Yes."""
    made = namedtuple(record.__name__, (*record._fields, name), defaults=(*record._field_defaults.values(), "No"))  # type: ignore[misc]
    made.__annotations__ = get_type_hints(record, include_extras=True) | {name: Literal["No", "Yes"]}
    return made
