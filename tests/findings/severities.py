"""Which findings hold of objects, decided by the configuration alone, without the model."""

import yaml

from podproof.checker.gate.configuration import DEFAULT
from podproof.checker.gate.declarations import with_declarations
from podproof.spec.conditions import evaluate
from podproof.spec.findings import FINDINGS, THRESHOLDS
from podproof.spec.findings.scopes import FindingScopes
from podproof.spec.manifest import read


def severities(folder, objects):
    """The findings whose condition over the configuration holds, with their severities."""
    path = folder / "all.yaml"
    path.write_text(yaml.safe_dump_all(objects), encoding="utf-8")
    reading = read([str(path)])
    assert reading.problems == ()
    manifest = with_declarations(reading.pods[0], DEFAULT)
    scopes = FindingScopes(manifest, THRESHOLDS)
    found = {}
    for finding in FINDINGS:
        for _, scope, _ in scopes.sites(finding):
            if finding.offered_when and evaluate(finding.offered_when, scope.__getitem__):
                continue
            is_info = finding.info_when and evaluate(finding.info_when, scope.__getitem__)
            assert "{" not in finding.message.format_map(scope) + finding.advice.format_map(scope)
            found[finding.name] = "info" if is_info else finding.severity
    return found
