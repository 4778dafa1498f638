"""Variants of the specification: the true one with some of its rules changed, as data.

What is broken on purpose to test the laws, and what was broken once in Kubernetes, are variants.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from podproof.spec.notation import Edit, Machine, Specification, Transition
from podproof.spec.pod.lifecycle import LIFECYCLE


class Change(NamedTuple):
    """What is done to the rules of a machine for an event, only those from a source or to a target if one is named.

    Each `becomes` another, or stays and gets a copy beside it that is `also` there; with neither it is left out.
    """

    machine: type[Machine]
    event: str
    source: str = ""
    target: str = ""
    becomes: Mapping[str, Any] | None = None
    also: Mapping[str, Any] | None = None

    def meets(self, machine: type[Machine], rule: Transition) -> bool:
        """Whether this rule is changed."""
        return (
            machine is self.machine
            and rule.event == self.event
            and self.source in ("", rule.source)
            and self.target in ("", rule.target)
        )

    def made_of(self, rule: Transition) -> Iterator[Transition]:
        """The rules in the place of this one."""
        if self.becomes is not None:
            yield rule._replace(**self.becomes)
        elif self.also is not None:
            yield rule
            yield rule._replace(**self.also)


def edit(changes: tuple[Change, ...]) -> Edit:
    """The edit that makes these changes, of which the first that meets a rule counts."""

    def edited(machine: type[Machine], rule: Transition) -> Iterator[Transition]:
        for change in changes:
            if change.meets(machine, rule):
                yield from change.made_of(rule)
                return
        yield rule

    return edited


def variant(changes: tuple[Change, ...]) -> Specification:
    """The lifecycle with these changes."""
    return LIFECYCLE._replace(edit=edit(changes))
