"""Variants of the specification: some of its transitions are changed, as data.

Known bugs of Kubernetes and mutations that test the laws are variants.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from podproof.spec.notation import Edit, Machine, Specification, Transition
from podproof.spec.pod.lifecycle import LIFECYCLE


class Change(NamedTuple):
    """A change of the transitions of a machine for an event; without `becomes` and `also` they are removed."""

    machine: type[Machine]
    event: str
    source: str = ""
    """Only the transitions from this state; empty: from any."""
    target: str = ""
    """Only the transitions to this state; empty: to any."""
    becomes: Mapping[str, Any] | None = None
    """The fields in which the changed transition differs."""
    also: Mapping[str, Any] | None = None
    """The fields in which a copy differs that is added beside the transition."""

    def applies_to(self, machine: type[Machine], transition: Transition) -> bool:
        """Whether it changes this transition."""
        return (
            machine is self.machine
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

    def edited(machine: type[Machine], transition: Transition) -> Iterator[Transition]:
        for change in changes:
            if change.applies_to(machine, transition):
                yield from change.replacements(transition)
                return
        yield transition

    return edited


def variant(changes: tuple[Change, ...]) -> Specification:
    """The lifecycle with these changes."""
    return LIFECYCLE._replace(edit=edit(changes))
