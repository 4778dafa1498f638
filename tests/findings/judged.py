"""What the gate finds in a manifest, as tests ask for it."""

from collections.abc import Iterator
from pathlib import Path

from podproof.checker.exploration import Options, explore
from podproof.checker.gate.configuration import DEFAULT, Configuration, read_configuration
from podproof.checker.gate.findings import BEHAVING, model_answer, questions, results, with_declarations
from podproof.checker.gate.results import Result
from podproof.spec import findings
from podproof.spec.manifest import read

EXAMPLES = Path(__file__).parents[2] / "spec" / "findings" / "examples"


def judged(path: Path | str, configuration: Configuration = DEFAULT) -> Iterator[list[Result]]:
    """What is found in each Pod of the manifest."""
    for manifest in read([str(path)], kubernetes=configuration.kubernetes).pods:
        manifest = with_declarations(manifest, configuration)
        exploration = explore(BEHAVING, manifest.pod, Options(laws=("never-means-once",)))
        said = model_answer(exploration, questions(manifest, configuration), configuration.expect)
        yield results(manifest, said, configuration)


def written(tmp_path: Path, text: str, configuration: Configuration = DEFAULT) -> list[Result]:
    """What is found in the one Pod of this text."""
    path = tmp_path / "pod.yaml"
    path.write_text(text, encoding="utf-8")
    (found,) = judged(path, configuration)
    return found


def example(name: str) -> tuple[list[Result], list[Result]]:
    """What is found in the example of a finding, and in what it becomes when it is mended."""
    path, beside = findings.example(name)
    fires, mended = judged(path, read_configuration(named=str(beside)) if beside.exists() else DEFAULT)
    return fires, mended


def found_rules(found: list[Result]) -> list[str]:
    """The rules of what is found and not suppressed."""
    return [result.rule for result in found if not result.suppressed]
