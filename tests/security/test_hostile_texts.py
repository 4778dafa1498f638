"""A cluster or a repository with hostile names: in every format a name stays a name."""

import copy
import io
import json
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from podproof.checker.api.exploration import PodExploration
from podproof.checker.api.exporting import export
from podproof.checker.cli import main
from podproof.checker.diagrams import composition, lifecycle, timeline
from podproof.checker.diagrams.escaping import markdown_row, mermaid_text, xml_text
from podproof.checker.diagrams.quotient import explore_lifecycle
from podproof.spec.observation.recordings import entries
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Container, Pod

HOSTILE = "a</script><img src=x>`b` ]]> | \u202e\x1b[31m \"q\" 'r'; [l](u)\nX->>Y: forged #35;"

STATUS = {
    "phase": HOSTILE,
    "reason": HOSTILE,
    "containerStatuses": [{"name": HOSTILE, "state": {"waiting": {"reason": HOSTILE, "message": HOSTILE}}}],
}


@pytest.fixture
def observed():
    """The observations of a Pod all of whose texts are hostile."""
    pod = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": HOSTILE, "namespace": "n", "uid": "u", "resourceVersion": "1"},
        "spec": {"containers": [{"name": HOSTILE, "image": "x"}]},
        "status": STATUS,
    }
    later = copy.deepcopy(pod)
    later["metadata"]["resourceVersion"] = "2"
    later["status"]["containerStatuses"][0]["state"] = {"terminated": {"exitCode": 1, "reason": HOSTILE}}
    events = [
        {"type": "MODIFIED", "object": each, "timestamp": f"2026-01-01T00:00:0{n}Z"}
        for n, each in enumerate((pod, later))
    ]
    return list(entries(io.BytesIO(b"\n".join(json.dumps(event).encode() for event in events))))


def is_plain(text):
    """Whether each line has only characters that can be seen, none of which changes the direction of text."""
    return all(line.isprintable() for line in text.split("\n"))


def test_a_timeline_as_a_picture_shows_hostile_names_as_texts(observed):
    text = timeline.svg(observed)
    assert is_plain(text)
    names = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(text).iter()}
    assert not names & {"script", "img", "a", "foreignObject"}


def test_a_timeline_as_a_page_has_one_row_for_each_event(observed):
    text = timeline.markdown(observed)
    assert is_plain(text)
    assert "<img" not in text
    assert {line.replace("\\|", "").count("|") for line in text.splitlines() if line.startswith("|")} == {4}


def test_a_cell_has_no_markup_and_ends_where_the_table_says():
    assert markdown_row("a|b", "`<b>`") == "| a\\|b | \\`&lt;b&gt;\\` |"


def test_a_text_of_mermaid_is_one_statement():
    assert not set(mermaid_text(HOSTILE)) & {"\n", ";", "#", "\x1b", "\u202e"}


def test_a_text_of_xml_is_well_formed_as_content_and_as_attribute():
    element = ElementTree.fromstring(f'<a b="{xml_text(HOSTILE)}">{xml_text(HOSTILE)}</a>')
    assert element.text == element.get("b")


class Tags(HTMLParser):
    """Collects the tags of a page."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs).get("src")))


def test_a_report_shows_hostile_names_of_files_and_reasons_as_texts(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pod = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "web", "annotations": {"podproof.dev/ignore": HOSTILE}},
        "spec": {"restartPolicy": "Never", "containers": [{"name": "app", "image": "x:1", "livenesProbe": HOSTILE}]},
    }
    broken = {**pod, "metadata": {"name": HOSTILE}}
    folder = tmp_path / "<img src=x>\u202e'\""
    folder.mkdir()
    (folder / "pod.json").write_text(json.dumps(pod), encoding="utf-8")
    (folder / "broken.json").write_text(json.dumps(broken), encoding="utf-8")
    main(["report", str(folder), "--faults", "none", "--law", "never-means-once", "-o", "report.html", "--quiet"])
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    tags = Tags()
    tags.feed(text)
    assert ("img", "x") not in tags.found
    assert not set(text) & {"\u202e", "\x1b"}


@pytest.fixture(scope="module")
def of_hostile_pod():
    """The exploration of a Pod that somebody made in Python: no API server has checked its names."""
    pod = Pod(HOSTILE, (Container(HOSTILE),), restart_policy="Never")
    return PodExploration(pod, explore_lifecycle(LIFECYCLE, pod))


@pytest.mark.parametrize("form", ["dot", "graphml", "aut", "json", "promela"])
def test_what_is_exported_shows_hostile_names_as_texts(of_hostile_pod, form):
    text = export(of_hostile_pod.pod, form, faults="none", laws=["never-means-once"])
    assert is_plain(text)
    if form == "graphml":
        ElementTree.fromstring(text)


@pytest.mark.parametrize("draw", [lifecycle.dot, lifecycle.mermaid, lifecycle.markdown])
def test_a_picture_of_a_lifecycle_has_a_title_of_one_line(of_hostile_pod, draw):
    text = draw(of_hostile_pod.exploration)
    assert is_plain(text)
    assert "\nX->>Y" not in text


@pytest.mark.parametrize("draw", [composition.dot, composition.mermaid, composition.markdown])
def test_a_chart_of_machines_shows_hostile_names_as_texts(of_hostile_pod, draw):
    assert is_plain(draw(of_hostile_pod.exploration.compiled))
