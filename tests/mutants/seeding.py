"""A specification with a fault in it: the true one, some of its rules changed."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from spec.notation import Machine, Rule, Specification
from spec.specification import LIFECYCLE


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

    def meets(self, machine: type[Machine], rule: Rule) -> bool:
        """Whether this rule is changed."""
        return (
            machine is self.machine
            and rule.event == self.event
            and self.source in ("", rule.source)
            and self.target in ("", rule.target)
        )

    def made_of(self, rule: Rule) -> Iterator[Rule]:
        """The rules in the place of this one."""
        if self.becomes is not None:
            yield rule._replace(**self.becomes)
        elif self.also is not None:
            yield rule
            yield rule._replace(**self.also)


class Fault(NamedTuple):
    """A fault that a law is there to find: what goes wrong, which rules say so, and a Pod that shows it."""

    law: str
    sentence: str
    scenario: str
    changes: tuple[Change, ...]

    def edit(self, machine: type[Machine], rule: Rule) -> Iterator[Rule]:
        """The rule as the broken specification has it."""
        for change in self.changes:
            if change.meets(machine, rule):
                yield from change.made_of(rule)
                return
        yield rule

    @property
    def specification(self) -> Specification:
        """The specification with the fault."""
        return LIFECYCLE._replace(edit=self.edit)
