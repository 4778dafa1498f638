"""An exploration as JSON; `docs/explore.schema.json` describes it."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from podproof.checker.exploration import Exploration
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.checker.trace import Trace
from podproof.spec.manifest import Manifest, Reading

VERSION = 1
"""The version of the format: a change that breaks readers makes a new one."""


def document(found: Reading, pods: list[dict[str, Any]]) -> str:
    """The whole answer as one JSON document."""
    whole = {
        "version": VERSION,
        "pods": pods,
        "problems": [problem._asdict() for problem in found.problems],
        "passedOver": dict(found.passed_over),
    }
    return json.dumps(whole, indent=2, ensure_ascii=False)


def pod(manifest: Manifest, exploration: Exploration, names: Iterable[str]) -> dict[str, Any]:
    """What was found out about one Pod, with the traces of these situations and laws."""
    wanted = frozenset(names)
    size = exploration.size
    return {
        "kind": manifest.kind,
        "name": manifest.name,
        "namespace": manifest.pod.namespace,
        "position": manifest.position._asdict(),
        "kubernetes": f"1.{manifest.pod.kubernetes}",
        "faults": sorted(exploration.compiled.faults),
        "settings": [setting._asdict() for setting in manifest.effective],
        "size": size._asdict() | {"engine": exploration.engine_name, "seconds": exploration.seconds._asdict()},
        "situations": list(_situations(exploration, wanted)),
        "laws": list(_laws(exploration, wanted)),
        "unasked": list(exploration.unasked),
    }


def _situations(exploration: Exploration, wanted: frozenset[str]) -> Iterator[dict[str, Any]]:
    for finding in exploration.findings:
        name = finding.situation.name
        yield {
            "name": name,
            "sentence": finding.situation.description,
            "rules": finding.situation.cites.split(),
            "reachable": finding.reachable,
            "trace": _trace(exploration, exploration.trace(finding.question)) if name in wanted else None,
        }


def _laws(exploration: Exploration, wanted: frozenset[str]) -> Iterator[dict[str, Any]]:
    for verdict in exploration.verdicts:
        law = verdict.law
        shown = law.name in wanted or (verdict.outcome == "violated" and law.kind != "reachable")
        yield {
            "name": law.name,
            "theme": law.theme,
            "kind": law.kind,
            "sentence": law.description,
            "rules": law.cites.split(),
            "outcome": verdict.outcome,
            "reason": verdict.reason,
            "strength": verdict.strength,
            "underWeakFairness": verdict.fair,
            "trace": _trace(exploration, exploration.trace_of(verdict)) if shown else None,
        }


def _trace(exploration: Exploration, trace: Trace | None) -> dict[str, Any] | None:
    if trace is None:
        return None
    lines = [line._asdict() for line in trace_renderer(exploration.compiled).lines(trace)]
    return {"shortest": trace.shortest, "loop": trace.loop, "lines": lines}
