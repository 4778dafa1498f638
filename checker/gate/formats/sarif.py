"""A report as SARIF 2.1.0 for code scanning: rules with help, positions, the trace as a code flow."""

from hashlib import sha256
from typing import Any

from podproof.checker.gate import fingerprints
from podproof.checker.gate.formats.places import uri
from podproof.checker.gate.lint_rules import Laws, LintRule, rule
from podproof.checker.gate.report import UNREADABLE, GateReport
from podproof.checker.gate.results import BASELINE, Result
from podproof.checker.rendering.json_text import json_text

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

LEVELS = {"error": "error", "warning": "warning", "info": "note"}

ROOT = "%SRCROOT%"

Part = dict[str, Any]


def render(report: GateReport, laws: Laws) -> str:
    """The whole report as one log with one run."""
    results = list(report.results)
    names = sorted({result.rule for result in results})
    driver = {
        "name": "podproof",
        "semanticVersion": fingerprints.podproof_version(),
        "rules": [_rule(rule(name, laws)) for name in names],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": report.code != UNREADABLE}],
        "properties": {"weakened": list(report.weakened)},
        "results": [_result(result, names.index(result.rule)) for result in results],
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1)


def _rule(each: LintRule) -> Part:
    paragraphs = [each.description, each.why, each.fix, each.cites and f"Rules: {each.cites}"]
    help = [text for text in paragraphs if text]
    return {
        "id": each.name,
        "name": each.name.replace("/", "-").title().replace("-", ""),
        "shortDescription": {"text": each.description},
        "fullDescription": {"text": " ".join(text for text in (each.description, each.why) if text)},
        "help": {"text": "\n".join(help), "markdown": "\n\n".join(help)},
        "defaultConfiguration": {"level": LEVELS[each.severity]},
    }


def _result(result: Result, index: int) -> Part:
    advice = f"\n{result.advice}" if result.advice else ""
    part: Part = {
        "ruleId": result.rule,
        "ruleIndex": index,
        "level": LEVELS[result.severity],
        "message": {"text": result.text + advice},
        "locations": [_location(result)],
        "partialFingerprints": {"podproof/v2": _fingerprint(result)},
        "properties": {"undecided": result.undecided},
    }
    if lines := result.trace.text():
        part["codeFlows"] = [{"threadFlows": [{"locations": [_step(result, line) for line in lines]}]}]
    if result.edits:
        part["fixes"] = [_fix(result)]
    if result.suppressed:
        kind = "external" if result.suppressed == BASELINE else "inSource"
        part["suppressions"] = [{"kind": kind, "justification": result.suppressed}]
    return part


def _fix(result: Result) -> Part:
    """The edits of the file that fix the result; columns count characters, and the end is exclusive."""
    names = ("startLine", "startColumn", "endLine", "endColumn")
    replacements = [
        {"deletedRegion": dict(zip(names, edit[:4], strict=True)), "insertedContent": {"text": edit.new}}
        for edit in result.edits
    ]
    change = {"artifactLocation": _artifact(result), "replacements": replacements}
    return {"description": {"text": result.advice or result.message}, "artifactChanges": [change]}


def _artifact(result: Result) -> Part:
    file = uri(result.file)
    return {"uri": file} if file.startswith("file:") else {"uri": file, "uriBaseId": ROOT}


def _location(result: Result) -> Part:
    region = {"region": {"startLine": result.line, "startColumn": max(result.column, 1)}} if result.line else {}
    names = [("namespace", result.pod), ("object", result.container)]
    logical = [{"name": name, "kind": kind} for kind, name in names if name]
    return {"physicalLocation": {"artifactLocation": _artifact(result), **region}} | (
        {"logicalLocations": logical} if logical else {}
    )


def _step(result: Result, line: str) -> Part:
    return {"location": _location(result) | {"message": {"text": line.strip()}}}


def _fingerprint(result: Result) -> str:
    return sha256(result.fingerprint.encode()).hexdigest()
