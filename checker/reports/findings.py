"""The page of all findings: each with its reason, its fix, an example, and the results of the gate for it."""

import os
from collections.abc import Iterator
from pathlib import Path

from podproof.checker.exploration import Options, explore
from podproof.checker.gate.clock import ManifestClock
from podproof.checker.gate.configuration import DEFAULT, read_configuration
from podproof.checker.gate.findings import BEHAVING, model_answer, questions, results, with_declarations
from podproof.checker.gate.results import Result
from podproof.spec.findings import FIXED, THEMES, THRESHOLDS, Finding, example
from podproof.spec.manifest import read

DEFAULTS = " and ".join(f"`{name}` ({value} s)" for name, value in THRESHOLDS.items())

ABOUT = f"""# Findings

`check` reports findings: facts about a manifest that its owner would want to know. The effective configuration decides
some findings; for others the model decides whether a situation is reachable, and a trace shows how, without any fault.
The [configuration](configuration.md) sets severities, thresholds and declarations; the thresholds are
{DEFAULTS}.

To accept a finding, say so in the manifest, with a reason (without one the annotation has no effect):

```yaml
metadata:
  annotations:
    podproof.dev/ignore: traffic-after-sigterm, no-readiness-probe
    podproof.dev/ignore-reason: the proxy in front of it drains connections
```
"""

NO_FAULTS = Options(faults=frozenset(), laws=("never-means-once",))
"""The options that are enough to decide findings."""


def page() -> str:
    """The whole page."""
    rows = [
        f"| [`{each.name}`](#{each.name}) | {each.severity} | {each.description} |"
        for theme in THEMES.values()
        for each in theme
    ]
    parts = [ABOUT, "| finding | severity | description |\n|---|---|---|", *rows, ""]
    for title, theme in THEMES.items():
        parts.append(f"## {title[0].upper()}{title[1:]}\n")
        parts += [line for finding in theme for line in chapter(finding)]
    return "\n".join(parts)


def chapter(finding: Finding) -> Iterator[str]:
    """One finding."""
    cites = f" Rules: {', '.join(finding.cites.split())}." if finding.cites else ""
    yield f"### {finding.name}\n\n{finding.description} {finding.why}{cites}\n\n{finding.fix}\n"
    manifest, configuration = example(finding.name)
    first, _, _ = manifest.read_text(encoding="utf-8").partition(FIXED)
    yield f"```yaml\n{first.rstrip()}\n```\n"
    if configuration.exists():
        yield f"```toml\n{configuration.read_text(encoding='utf-8').rstrip()}\n```\n"
    for result in example_results(manifest, configuration):
        if result.rule == finding.name:
            advice = [] if result.advice == finding.fix else [f"  → {result.advice}"]
            where = f"{manifest.name}:{result.line}:{result.column}"
            lines = [f"{where}: {result.severity}: {result.message}", *advice, *result.trace.text()]
            yield "```text\n" + "\n".join(lines) + "\n```\n"


def example_results(path: Path, beside: Path) -> list[Result]:
    """The results of the gate for the first Pod of an example."""
    configuration = read_configuration(named=os.fspath(beside)) if beside.exists() else DEFAULT
    manifest = with_declarations(read([os.fspath(path)], kubernetes=configuration.kubernetes).pods[0], configuration)
    exploration = explore(BEHAVING, manifest.pod, NO_FAULTS)
    clock = ManifestClock(manifest, configuration)
    return results(clock, model_answer(exploration, questions(clock), configuration.expect))
