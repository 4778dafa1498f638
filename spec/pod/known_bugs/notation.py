"""The form of a known bug: its versions, the law that it violates, and the edit that brings it back."""

from pathlib import Path
from typing import Any, NamedTuple

from podproof.spec.conditions import evaluate
from podproof.spec.notation import Law, Predicate, Specification, apply
from podproof.spec.pod import predicates
from podproof.spec.pod.known_bugs import predicates as bug_predicates
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import NEWEST, ContainerState, Pod, PodState
from podproof.spec.pod.state_answers import ContainerView, Scope
from podproof.spec.pod.variants import Change, variant, with_flag
from podproof.spec.pod.versions import Versions
from podproof.spec.predicate_modules import with_predicates
from podproof.spec.saved_tables import tables

FOLDER = Path(__file__).parent.parent / "scenarios"


class Bug(NamedTuple):
    """A known bug; issue numbers belong to kubernetes/kubernetes unless they name another tracker.

    A bug that the specification itself has, because no version is without it, has an `expectation` and no edit.
    """

    issue: str
    description: str
    """What Kubernetes does wrong, in plain English."""
    versions: str
    """The released versions that have it, as ranges; empty: none of Kubernetes."""
    source: str
    """What says that these versions have it, and what about them is not confirmed."""
    law: str
    """The name of the law that it violates."""
    scenario: str
    """The name of the scenario whose Pod shows it, or of the manifest beside this file."""
    changes: tuple[Change, ...] = ()
    """The changes of transitions that bring it back."""
    predicates: tuple[Predicate, ...] = ()
    """The predicates that are new or different with it."""
    memories: tuple[str, ...] = ()
    """The names of the machines that remember what it needs to know, each with one flag as its field."""
    concerns: str = ""
    """The condition over the configuration of the Pods in which it violates the law; empty: all."""
    faults: str = ""
    """The classes of fault without which it does not strike."""
    kubernetes: int = NEWEST
    """The minor version under which the scenario shows it."""
    expectation: Law | None = None
    """The law that people expect to hold, and that the specification violates as Kubernetes does."""

    @property
    def name(self) -> str:
        """The issue with its tracker, such as `kubernetes#58711`."""
        return self.issue if "#" in self.issue else f"kubernetes#{self.issue}"

    @property
    def manifest(self) -> Path:
        """The manifest of the Pod that shows it."""
        beside = Path(__file__).with_name(f"{self.scenario}.yaml")
        return beside if beside.exists() else FOLDER / f"{self.scenario}.yaml"

    @property
    def affected(self) -> Versions:
        """The versions that have it."""
        return Versions.parse(self.versions)

    @property
    def specification(self) -> Specification:
        """The lifecycle with the bug."""
        return self.added_to(LIFECYCLE)

    def added_to(self, base: Specification) -> Specification:
        """The specification with the bug."""
        records = dict(base.records)
        every = tables("podproof.spec.pod.known_bugs.memories", "MEMORIES") if self.memories else ()
        machines = tuple(each for each in every if each.name in self.memories)
        for machine in machines:
            records[machine.scope] = with_flag(records[machine.scope], machine.field)
        own = tuple((each.__name__, each) for each in self.predicates)
        return variant(self.changes, base)._replace(
            machines=(*base.machines, *machines),
            predicates=with_predicates(base.predicates, own) if own else base.predicates,
            records=records,
            laws=(*base.laws, self.expectation) if self.expectation else base.laws,
        )

    def violates_its_law_in(self, pod: Pod, faults: frozenset[str]) -> bool:
        """Whether the Pod is one in which the bug violates the law, if these classes of fault may strike."""
        known = (*LIFECYCLE.laws, self.expectation) if self.expectation else LIFECYCLE.laws
        (law,) = (each for each in known if each.name == self.law)
        needed = {*self.faults.split(), *law.faults.split()}
        return needed <= faults and holds_for(pod, law.given) and holds_for(pod, self.concerns)


def holds_for(pod: Pod, condition: str) -> bool:
    """Whether a condition over the configuration is true of the Pod, or of one of its containers."""
    containers = tuple(ContainerView(member, ContainerState()) for member in pod.members)
    scopes = [Scope((pod, PodState(), *each), containers) for each in containers]
    return any(evaluate(condition, lambda name, scope=scope: _answer(name, scope)) for scope in scopes)  # type: ignore[misc]


def _answer(name: str, scope: Scope) -> bool:
    predicate: Any = getattr(bug_predicates, name, None) or getattr(predicates, name)
    return bool(apply(predicate, scope))
