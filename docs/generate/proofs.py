"""Why each law earns its place: a witness, and the counterexample of a fault that it finds."""

import sys
from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from generate.notes import ROOT
from podproof.checker.exploration import Exploration, Options, explore
from podproof.checker.mutation import record
from podproof.checker.mutation.workers import by_name
from podproof.checker.processes import WorkerPool
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.checker.reports import text
from podproof.checker.verdict_table import expected_tables
from podproof.checker.verify import Verdict
from podproof.spec.notation import Specification
from podproof.spec.pod.laws import LAWS
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.scenarios import path, pod


class Witness(NamedTuple):
    """A trace, as text, to a state that the law speaks about, and the scenario of its Pod."""

    scenario: str
    trace: str


class Counterexample(NamedTuple):
    """The verdict on a specification with a seeded fault; `trace` is empty if the verdict has none."""

    scenario: str
    fault: str
    outcome: str
    trace: str


class Proof(NamedTuple):
    """What shows that a law earns its place."""

    witness: Witness | None
    counterexample: Counterexample | None


class SeededFault(NamedTuple):
    """A fault that a law finds: its description, the scenario that shows it, and the specification with it."""

    description: str
    scenario: str
    specification: Specification


@cache
def proofs() -> dict[str, Proof]:
    """The proof of every law, made by as many processes as there are processors."""
    names, groups = [law.name for law in LAWS], laws_by_scenario()
    with WorkerPool() as processes:
        against = processes.map(counterexample, names)
        witnesses = dict(chain.from_iterable(processes.map(witnesses_in, groups.keys(), groups.values())))
        return {name: Proof(witnesses.get(name), each) for name, each in zip(names, against, strict=True)}


def witnesses_in(scenario: str, laws: Sequence[str]) -> list[tuple[str, Witness]]:
    """The witness of each of these laws in the scenario, without fault classes if possible."""
    witnesses: dict[str, Witness] = {}
    for faults in (frozenset[str](), None):
        open_laws = tuple(name for name in laws if name not in witnesses)
        if open_laws:
            exploration = explore(LIFECYCLE, pod(scenario), Options(laws=open_laws, faults=faults))
            for verdict in exploration.verdicts:
                if verdict.outcome == "holds":
                    witnesses[verdict.law.name] = Witness(scenario, trace_text(exploration, verdict))
    return [(name, witness) for name, witness in witnesses.items() if witness.trace]


def counterexample(law: str) -> Counterexample | None:
    """The verdict on the law with a fault that it finds, without fault classes if possible."""
    fault = fault_of(law)
    if fault is None:
        return None
    exploration, verdict = violated(fault, law)
    if verdict.outcome != "violated":
        return Counterexample(fault.scenario, fault.description, verdict.outcome, "")
    if verdict.law.kind == "reachable":
        return Counterexample(fault.scenario, fault.description, "violated: it has become unreachable", "")
    return Counterexample(fault.scenario, fault.description, verdict.outcome, trace_text(exploration, verdict))


def violated(fault: SeededFault, law: str) -> tuple[Exploration, Verdict]:
    """The law decided on the faulty specification without fault classes, or with all if only they violate it."""
    for faults in (frozenset[str](), None):
        exploration = explore(fault.specification, pod(fault.scenario), Options(laws=(law,), faults=faults))
        (verdict,) = exploration.verdicts
        if verdict.outcome == "violated":
            break
    return exploration, verdict


def trace_text(exploration: Exploration, verdict: Verdict) -> str:
    """The trace of the verdict as text, empty if there is none."""
    trace = exploration.trace_of(verdict)
    if trace is None:
        return ""
    return "\n".join(
        line.plain.rstrip() for line in text.of_verdict(trace_renderer(exploration.compiled), verdict, trace)
    )


@cache
def laws_by_scenario() -> dict[str, list[str]]:
    """The laws that hold in each scenario and in no smaller one."""
    table = expected_tables()["scenarios"]
    by_size = sorted((each["states"], name) for name, each in table.items() if path(name).exists())
    laws: dict[str, list[str]] = {}
    for law in LAWS:
        holding = (name for _, name in by_size if law.name in table[name]["laws"]["holds"])
        if smallest := next(holding, None):
            laws.setdefault(smallest, []).append(law.name)
    return laws


def fault_of(law: str) -> SeededFault | None:
    """The fault that a test seeds for the law, else the recorded mutant if it violates the law."""
    seeded = next((each for each in _seeded() if each.law == law), None)
    if seeded is not None:
        return SeededFault(seeded.description, seeded.scenario, seeded.specification)
    known = record.read().laws[law].representative
    if known is None or known.outcome != "violated" or known.mutant not in by_name():
        return None
    return SeededFault(f"`{known.mutant}`.", known.scenario, by_name()[known.mutant].of(LIFECYCLE))


@cache
def _seeded() -> tuple[Any, ...]:
    sys.path.insert(0, str(ROOT / "tests/mutants"))
    from seeded import SEEDED

    return tuple(SEEDED)
