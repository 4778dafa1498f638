"""The results of the gate for manifests, as tests need them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from podproof.checker.exploration import Options, explore
from podproof.checker.gate.clock import ManifestClock
from podproof.checker.gate.configuration import DEFAULT, GateConfiguration, read_configuration
from podproof.checker.gate.findings import BEHAVING, model_answer, questions, results, with_declarations
from podproof.checker.gate.results import Result
from podproof.spec import findings
from podproof.spec.manifest import read

EXAMPLES = Path(__file__).parents[2] / "spec" / "findings" / "examples"


def judged(path: Path | str, configuration: GateConfiguration = DEFAULT) -> Iterator[list[Result]]:
    """The results for each Pod of the manifest, without faults."""
    for manifest in read([str(path)], kubernetes=configuration.kubernetes).pods:
        clock = ManifestClock(with_declarations(manifest, configuration), configuration)
        exploration = explore(BEHAVING, clock.manifest.pod, Options(faults=frozenset(), laws=("never-means-once",)))
        answer = model_answer(exploration, questions(clock), configuration.expect)
        yield results(clock, answer)


def written(tmp_path: Path, text: str, configuration: GateConfiguration = DEFAULT) -> list[Result]:
    """The results for the one Pod in this text."""
    path = tmp_path / "pod.yaml"
    path.write_text(text, encoding="utf-8")
    (found,) = judged(path, configuration)
    return found


@cache
def example(name: str) -> tuple[list[Result], list[Result]]:
    """The results for the example of a finding, and for the fixed example."""
    path, beside = findings.example(name)
    fires, fixed = judged(path, read_configuration(named=str(beside)) if beside.exists() else DEFAULT)
    return fires, fixed


def found_rules(found: list[Result]) -> list[str]:
    """The rules of the results that are not suppressed."""
    return [result.rule for result in found if not result.suppressed]
