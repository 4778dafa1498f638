"""Why each law earns its place: a witness, and the counterexample of a fault that it finds."""

import json
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from generate.notes import ROOT, mutants
from podproof.checker.exploration import Exploration, Options, explore
from podproof.checker.mutation import Judgement, Mutant
from podproof.checker.mutation import mutants as every_mutant
from podproof.checker.processes import WorkerPool
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.checker.reports import mutants as report
from podproof.checker.reports import text
from podproof.checker.verify import Verdict
from podproof.spec import expected
from podproof.spec.notation import Specification
from podproof.spec.pod.laws import LAWS
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.scenarios import path, pod


class Proof(NamedTuple):
    """The traces of a law, as text; empty where there is none."""

    pod: str = ""
    witness: str = ""
    faulty_pod: str = ""
    fault: str = ""
    outcome: str = ""
    violation: str = ""


class SeededFault(NamedTuple):
    """A fault that a law finds: its description, the scenario that shows it, and the specification with it."""

    description: str
    scenario: str
    specification: Specification


@cache
def proofs() -> dict[str, Proof]:
    """The proof of every law, made by as many processes as there are processors."""
    with WorkerPool() as processes:
        return dict(zip((law.name for law in LAWS), processes.map(proof, (law.name for law in LAWS)), strict=True))


def proof(law: str) -> Proof:
    """The traces of one law, each without fault classes if possible."""
    traces = Proof()
    for name in smallest().get(law, ())[:1]:
        exploration, verdict = decided(LIFECYCLE, name, law, "holds")
        if witness := trace_text(exploration, verdict):
            traces = traces._replace(pod=name, witness=witness)
    if fault := fault_of(law):
        exploration, verdict = decided(fault.specification, fault.scenario, law, "violated")
        shown = verdict.outcome == "violated" and verdict.law.kind != "reachable"
        trace = trace_text(exploration, verdict) if shown else ""
        outcome = verdict.outcome if verdict.outcome != "violated" or trace else "violated: it has become unreachable"
        traces = traces._replace(faulty_pod=fault.scenario, fault=fault.description, outcome=outcome, violation=trace)
    return traces


def decided(specification: Specification, scenario: str, law: str, outcome: str) -> tuple[Exploration, Verdict]:
    """The law decided on the Pod without fault classes, or with all of them if only they give this outcome."""
    for faults in (frozenset[str](), None):
        exploration = explore(specification, pod(scenario), Options(laws=(law,), faults=faults))
        (verdict,) = exploration.verdicts
        if verdict.outcome == outcome:
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
def smallest() -> dict[str, list[str]]:
    """For each law the scenarios in which it holds, the smallest first."""
    table: dict[str, Any] = json.loads(expected.VERDICTS.read_text(encoding="utf-8"))["scenarios"]
    by_size = sorted((each["states"], name) for name, each in table.items() if path(name).exists())
    return {law.name: [name for _, name in by_size if law.name in table[name]["laws"]["holds"]] for law in LAWS}


def fault_of(law: str) -> SeededFault | None:
    """The fault that a test seeds for the law, else the first recorded mutant that violates it."""
    seeded = next((each for each in _faults() if each.law == law), None)
    if seeded is None:
        return next(_mutants(law), None)
    return SeededFault(seeded.description, seeded.scenario, seeded.specification)


@cache
def _faults() -> tuple[Any, ...]:
    sys.path.insert(0, str(ROOT / "tests/mutants"))
    from faults import FAULTS

    return tuple(FAULTS)


@cache
def _recorded() -> tuple[tuple[Judgement, ...], dict[str, Mutant]]:
    """The verdict on every mutant, and the present mutants by name."""
    return tuple(report.judgements(mutants())), {each.name: each for each in every_mutant(LIFECYCLE)}


def _mutants(law: str) -> Iterator[SeededFault]:
    judgements, every = _recorded()
    for each in judgements:
        for kill in each.kills:
            if (kill.law, kill.outcome) == (law, "violated") and each.name in every:
                yield SeededFault(f"`{each.name}`.", kill.scenario, every[each.name].of(LIFECYCLE))
