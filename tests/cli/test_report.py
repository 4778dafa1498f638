"""`report`: one HTML file with the results of `explore` for many Pods."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from podproof.checker.cli import main
from podproof.spec import findings
from podproof.spec.pod import scenarios

EXAMPLES = Path(findings.__file__).parent / "examples"
NEVER, ALWAYS = (str(scenarios.path(name)) for name in ("single-never", "two-always"))
TYPO = """apiVersion: v1
kind: Pod
metadata: {name: typo}
spec:
  containers:
  - name: app
    image: web:1
    "<script>alert(1)</script>": 3
"""

UNSERVED = """from podproof.spec.notation import Law

LAWS = (Law("always", "unserved", "", "Not served.", when="deletion_is_requested", then="not endpoint_is_ready"),)
"""


class Elements(HTMLParser):
    """The elements of a page, each with its attributes, and which were opened and never closed."""

    VOID = frozenset({"meta", "br", "hr", "img", "input", "link"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture
def written(tmp_path, capsys):
    """Writes a report with the arguments, and gives its exit code, its text and what was said on stderr."""

    def written(*arguments: str) -> tuple[int, str, str]:
        code = main(["report", "-o", str(tmp_path / "report.html"), "--faults", "none", "--quiet", *arguments])
        output = capsys.readouterr()
        assert output.out == ""
        return code, (tmp_path / "report.html").read_text(encoding="utf-8"), output.err

    return written


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """A report on two Pods."""
    file = tmp_path_factory.mktemp("both") / "report.html"
    assert main(["report", "-o", str(file), "--faults", "none", "--quiet", NEVER, ALWAYS]) == 0
    return file.read_text(encoding="utf-8")


def test_a_report_is_one_well_formed_file_that_asks_for_nothing_else(both):
    page, elements = both, Elements(both)
    assert elements.open == []
    assert [tag for tag, _ in elements.found if tag in ("link", "iframe", "object")] == []
    references = [
        value
        for _, attributes in elements.found
        for name, value in attributes.items()
        if name in ("src", "href", "xlink:href")
    ]
    assert [each for each in references if not each.startswith("#")] == []
    assert "@import" not in page


def test_every_name_of_an_element_is_there_once_and_every_reference_leads_to_one(both):
    attributes = [attributes for _, attributes in Elements(both).found]
    names = [each["id"] for each in attributes if "id" in each]
    assert len(names) == len(set(names))
    wanted = [each[key].removeprefix("#") for each in attributes for key in ("href", "aria-labelledby") if key in each]
    assert set(wanted) <= set(names)


def test_a_report_says_of_every_law_and_situation_what_the_json_says(written, capsys):
    _, page, _ = written(NEVER)
    main(["explore", NEVER, "--faults", "none", "--format", "json"])
    (pod,) = json.loads(capsys.readouterr().out)["pods"]
    traces = re.findall(r'<table class="steps" data-name="(.*?)"', page)
    assert traces == [each["name"] for each in pod["situations"] if each["reachable"]]
    assert [each["name"] for each in pod["situations"] if f"<b>{each['name']}</b>" not in page] == []
    holding = [law["name"] for law in pod["laws"] if law["outcome"] == "holds"]
    assert [name for name in holding if f"<b>{name}</b>" not in page] == []
    assert f"all {len(holding)} laws that apply hold" in page
    assert f"{pod['size']['states']:,} states" in page


def test_two_runs_write_the_same_bytes(written):
    assert written(NEVER) == written(NEVER)


def test_a_violated_law_is_shown_open_with_its_counterexample(written, tmp_path):
    laws = tmp_path / "laws.py"
    laws.write_text(UNSERVED)
    code, page, _ = written(NEVER, "--laws", str(laws))
    assert code == 1
    assert re.search(r'<details class="trace violated" open>.*?unserved.*?<table class="steps"', page, re.DOTALL)


def test_bad_input_is_listed_and_the_other_pods_are_reported(written, tmp_path):
    (tmp_path / "bad.yaml").write_text("kind: Pod\nspec: [")
    code, page, said = written(str(tmp_path / "bad.yaml"), NEVER)
    assert code == 2
    assert "bad.yaml:3:1: error: not YAML" in said
    assert "Input that could not be read" in page
    assert 'id="pod-1"' in page


def test_a_finding_stands_with_its_pod_with_file_and_line_and_cannot_smuggle_in_a_script(written, tmp_path):
    (tmp_path / "typo.yaml").write_text(TYPO)
    code, page, _ = written(str(tmp_path / "typo.yaml"))
    assert code == 1
    assert re.search(r'id="pod-1".*?<b>unknown-field</b> <code>.*?typo.yaml:8</code>', page, re.DOTALL)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_finding_of_the_model_has_its_trace_in_the_report(written):
    code, page, _ = written(str(EXAMPLES / "pre-stop-takes-the-grace.yaml"))
    assert code == 1
    finding = r'<b>pre-stop-takes-the-grace</b>.*?<table class="steps" data-name="pre-stop-takes-the-grace"'
    assert re.search(finding, page, re.DOTALL)


def test_the_verdict_on_all_pods_is_printed_beside_the_report(tmp_path, capsys):
    assert main(["report", NEVER, "--faults", "none", "-o", str(tmp_path / "report.html")]) == 0
    assert capsys.readouterr().out == "ok: 1 Pod in 1 file: all laws hold, no findings\n"


@pytest.mark.parametrize("output", [".", "no/such/folder/report.html"])
def test_a_place_where_no_report_can_be_written_is_named_before_anything_is_explored(output, capsys):
    assert main(["report", NEVER, "-o", output]) == 2
    assert output.removesuffix("/report.html") in capsys.readouterr().err


def test_without_graphviz_the_lifecycle_is_a_table_and_the_report_says_how_to_get_the_picture(written, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    code, page, _ = written(NEVER)
    assert code == 0
    assert "apt-get install graphviz" in page
    assert "The lifecycle as a table" in page


def test_a_graphviz_that_fails_leaves_a_table_too(written, monkeypatch, tmp_path):
    program = tmp_path / "dot"
    program.write_text("#!/bin/sh\necho trouble >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    code, page, _ = written(NEVER)
    assert code == 0
    assert "Graphviz could not draw this lifecycle" in page
    assert "The lifecycle as a table" in page


def test_a_report_can_go_to_a_pipe(capsys):
    assert main(["report", NEVER, "--faults", "none", "-o", "-"]) == 0
    assert capsys.readouterr().out.startswith("<!DOCTYPE html>")
