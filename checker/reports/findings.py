"""The page of all findings: what each says, why, how to mend it, an example, and what the gate says of that."""

import os
from collections.abc import Iterator
from pathlib import Path

from podproof.checker.exploration import Options, explore
from podproof.checker.gate.configuration import DEFAULT, read_configuration
from podproof.checker.gate.findings import BEHAVING, model_answer, questions, results, with_declarations
from podproof.checker.gate.results import Result
from podproof.spec.findings import THEMES, THRESHOLDS, Finding, example
from podproof.spec.manifest import read

DEFAULTS = " and ".join(f"`{name}`, {value} s" for name, value in THRESHOLDS.items())

ABOUT = f"""# Findings

What `check` says of a manifest that its owner would want to know.  A finding is decided by the effective
configuration, or by a question to the model: whether some life of the Pod leads into a situation, or none does.  Its
trace shows how, in the Pod without faults.  Severities, thresholds and declarations are set in the
[configuration](configuration.md); the thresholds are {DEFAULTS}.

To leave a finding as it is, say so in the manifest, with a reason; without one it counts as before:

```yaml
metadata:
  annotations:
    podproof.dev/ignore: traffic-after-sigterm, no-readiness-probe
    podproof.dev/ignore-reason: the proxy in front of it drains connections
```
"""

NO_FAULTS = Options(faults=frozenset(), laws=("never-means-once",))
"""What is enough to answer findings."""


def page() -> str:
    """The whole page."""
    rows = [
        f"| [`{each.name}`](#{each.name}) | {each.severity} | {each.description} |"
        for those in THEMES.values()
        for each in those
    ]
    parts = [ABOUT, "| finding | severity | what it says |\n|---|---|---|", *rows, ""]
    for theme, those in THEMES.items():
        parts.append(f"## {theme[0].upper()}{theme[1:]}\n")
        parts += [line for finding in those for line in chapter(finding)]
    return "\n".join(parts)


def chapter(finding: Finding) -> Iterator[str]:
    """One finding."""
    cites = f" Rules: {', '.join(finding.cites.split())}." if finding.cites else ""
    yield f"### {finding.name}\n\n{finding.description} {finding.why}{cites}\n\n{finding.fix}\n"
    manifest, configuration = example(finding.name)
    first, _, _ = manifest.read_text(encoding="utf-8").partition("---\n")
    yield f"```yaml\n{first.rstrip()}\n```\n"
    if configuration.exists():
        yield f"```toml\n{configuration.read_text(encoding='utf-8').rstrip()}\n```\n"
    for result in said(manifest, configuration):
        if result.rule == finding.name:
            advice = "" if result.advice == finding.fix else f"; {result.advice}"
            where = f"{manifest.name}:{result.line}:{result.column}"
            told = [f"{where}: {result.severity}: {result.message}{advice}", *result.trace]
            yield "```text\n" + "\n".join(told) + "\n```\n"


def said(path: Path, beside: Path) -> list[Result]:
    """What the gate says of the first Pod of an example."""
    configuration = read_configuration(named=os.fspath(beside)) if beside.exists() else DEFAULT
    manifest = with_declarations(read([os.fspath(path)], kubernetes=configuration.kubernetes).pods[0], configuration)
    exploration = explore(BEHAVING, manifest.pod, NO_FAULTS)
    return results(
        manifest, model_answer(exploration, questions(manifest, configuration), configuration.expect), configuration
    )
