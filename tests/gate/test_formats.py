"""Every format is what its readers expect, for any report."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from junitparser import Error, Failure, JUnitXml
from tap.parser import Parser

from podproof.checker.gate.formats import FORMATS, render
from podproof.checker.gate.formats.github import command
from podproof.checker.gate.report import CheckedPod, GateReport, Unit
from podproof.checker.gate.results import Result
from podproof.checker.rendering.text import TraceText
from podproof.checker.rendering.trace_lines import TraceLine
from podproof.spec.pod.laws import LAWS

HERE = Path(__file__).parent
SARIF = json.loads((HERE / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
"""The schema that OASIS publishes."""

OWN = json.loads((HERE.parents[1] / "docs" / "check.schema.json").read_text(encoding="utf-8"))

ODD = "odd \x1b[31m]]> <&\"' % , : # \\ \n\r\udcff → \ufffe"
"""A text with something that each format has to escape."""

STRANGE_TRACE = TraceText(
    (TraceLine(0, "", "", "", ODD, "Pending", "0/1", "0", ()), TraceLine(1, "user", "e", ODD, ODD, "?", "0/1", "0", ()))
)

STRANGE = Result("no-grace-for-pre-stop", "error", ODD, ODD, f"folder {ODD}.yaml", 3, 5, ODD, ODD, STRANGE_TRACE)
OPEN = Result("law/never-means-once", "warning", "m", "a", "a.yaml", undecided=True)
ALLOWED = Result(
    "traffic-after-sigterm", "info", "m", "", "/elsewhere/a.yaml", 1, 1, suppressed="it is in the baseline"
)

REPORTS = {
    "clean": GateReport(units=[Unit("a.yaml", (CheckedPod("Pod", "a", 1, ()),))]),
    "odd": GateReport(units=[Unit(STRANGE.file, (CheckedPod("Pod", ODD, 1, (STRANGE,)),), (STRANGE,), True, (ODD,))]),
    "open": GateReport(units=[Unit("a.yaml", (CheckedPod("Pod", "a", 1, (OPEN, ALLOWED), bound="3 states"),))]),
}


def laws():
    return {law.name: law for law in LAWS}


@pytest.fixture(params=REPORTS)
def report(request):
    return REPORTS[request.param]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_renders_every_report_as_text_that_can_be_stored(name, report):
    text = render(name, report, laws())
    assert text.encode("utf-8")
    assert not text.endswith("\n")
    assert "\x1b" not in text


def test_sarif_is_valid_with_and_without_results(report):
    document = json.loads(render("sarif", report, laws()))
    jsonschema.Draft7Validator(SARIF, format_checker=jsonschema.FormatChecker()).validate(document)
    (run,) = document["runs"]
    assert len(run["results"]) == len(list(report.results))


def test_sarif_has_rule_position_trace_and_suppression():
    (run,) = json.loads(render("sarif", REPORTS["odd"], laws()))["runs"]
    first = run["results"][0]
    rule = run["tool"]["driver"]["rules"][first["ruleIndex"]]
    assert rule["id"] == first["ruleId"] == STRANGE.rule
    assert rule["help"]["markdown"]
    assert first["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 5}
    assert len(first["codeFlows"][0]["threadFlows"][0]["locations"]) == len(STRANGE.trace.text())
    (run,) = json.loads(render("sarif", REPORTS["open"], laws()))["runs"]
    assert run["results"][1]["suppressions"] == [{"kind": "external", "justification": "it is in the baseline"}]
    assert (
        run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "file:///elsewhere/a.yaml"
    )


def test_the_json_report_matches_its_schema(report):
    jsonschema.Draft202012Validator(OWN).validate(json.loads(render("json", report, laws())))


def test_a_junit_reader_reads_the_report(report):
    document = JUnitXml.fromstring(render("junit", report, laws()).encode())
    assert document.tests == sum(suite.tests for suite in document)
    assert bool(document.failures or document.errors) == (report is not REPORTS["clean"])


def test_junit_has_failures_for_results_that_count_and_errors_for_undecided_ones():
    (suite,) = JUnitXml.fromstring(render("junit", REPORTS["open"], laws()))
    (case,) = suite
    assert [type(outcome) for outcome in case.result] == [Error, Error]
    (suite,) = JUnitXml.fromstring(render("junit", REPORTS["odd"], laws()))
    assert [type(outcome) for case in suite for outcome in case.result] == [Failure, Failure]


@pytest.mark.parametrize("name", ["text", "json", "sarif", "junit", "tap"])
def test_the_report_says_what_the_repository_weakens(name):
    report = GateReport(units=REPORTS["clean"].units, weakened=("1 file excluded",))
    text = render(name, report, laws())
    assert "1 file excluded" in text
    if name == "junit":
        assert JUnitXml.fromstring(text).skipped == 1


def test_junit_is_valid_xml_for_any_text(report):
    ElementTree.fromstring(render("junit", report, laws()))


def test_a_tap_reader_reads_the_report(report):
    lines = list(Parser().parse_text(render("tap", report, laws())))
    points = [line for line in lines if line.category == "test"]
    assert [line.expected_tests for line in lines if line.category == "plan"] == [len(points)]
    assert all(point.ok for point in points) == (report is REPORTS["clean"])
    assert [line for line in lines if line.category == "unknown"] == []


def test_a_workflow_command_escapes_its_texts():
    line = command(Result("r", "error", "100 %\nnext", "do: it, so", "a:b,c.yaml", 2, 0))
    assert line == "::error file=a%3Ab%2Cc.yaml,title=podproof r,line=2,col=1::100 %25%0Anext%0Ado: it, so"


def test_every_workflow_command_is_one_line(report):
    commands = [line for line in render("github", report, laws()).split("\n") if line.startswith("::")]
    assert len(commands) == sum(not result.suppressed for result in report.results)
    assert all(re.match(r"::(error|warning|notice) file=[^:]*::", line) for line in commands)


def test_the_text_ends_with_a_summary_that_begins_with_the_verdict():
    text = render("text", REPORTS["odd"], laws())
    assert "\nUNREADABLE: 1 Pod in 1 file: 2 errors\n" in text
    too_long = [line for line in text.split("\n") if len(line) > 100 and "podproof explore" not in line]
    assert too_long == []
