"""A summary counts each Pod once, by whose it is, with the shortest example of all that it shows."""

import json
from html.parser import HTMLParser

import pyarrow.parquet
import pytest

from podproof.checker.cli import main
from podproof.checker.fleet.formats import FORMATS, render
from podproof.checker.fleet.records import PodRecord
from podproof.checker.fleet.summary import MOST, OTHERS, Summary, What
from podproof.checker.fleet.tally import Tally

EVICTED = {"Evicted": (3, 2), "EvictedButSucceeded": (9, 5)}
RECORDS = [
    PodRecord("eu", "a.log", "shop", "web-1", "legal", 9, 5, False, "Deployment/web", ("web:1",), situations=EVICTED),
    PodRecord("eu", "a.log", "shop", "web-2", "legal", 4, 4, False, "Deployment/web", ("web:1", "proxy:2")),
    PodRecord("us", "b.log", "shop", "web-3", "illegal", 7, 4, False, "Deployment/web", ("web:1",), ("kubernetes#1",)),
    PodRecord("us", "b.log", "jobs", "backup", "legal", 3, 3, situations={"Evicted": (1, 1)}, late=1, by=2.0),
]


@pytest.fixture
def summary():
    counted = Summary()
    for record in RECORDS:
        counted.count(record)
    return counted


def test_the_shortest_example_of_a_situation_is_the_pod_that_shows_it_after_the_fewest_observations(summary):
    seen = summary.total().seen[What("situation", "Evicted")]
    assert (seen.pods, seen.example.pod, seen.example.line) == (2, "jobs/backup", 1)


def test_a_pod_counts_for_each_of_its_images_and_once_in_total(summary):
    assert {name: row.pods for name, row in summary.by("image").items()} == {"web:1": 3, "proxy:2": 1}
    assert summary.total().pods == len(RECORDS)


def test_what_is_worst_comes_first(summary):
    assert list(summary.by("cluster")) == ["us", "eu"]
    assert [what.kind for what, _ in summary.total().ordered()] == ["illegal", "bug", "late", "situation", "situation"]


def test_a_verdict_that_withdraws_another_counts_no_further_pod():
    counted = Summary()
    counted.count(RECORDS[0])
    counted.count(PodRecord("eu", "a.log", "shop", "web-1", "illegal", 12, 6, True, "Deployment/web", ("web:1",)))
    assert (counted.total().pods, counted.total().seen[What("illegal")].pods) == (1, 1)


def test_tallies_of_parts_add_up_to_that_of_all_records():
    def tally(records):
        counted = Tally(summary=Summary())
        for record in records:
            counted.count(record)
        return counted

    for split in range(len(RECORDS) + 1):
        added = tally(RECORDS[:split])
        added.add(tally(RECORDS[split:]))
        assert added == tally(RECORDS)


def test_more_groups_than_are_kept_are_counted_together():
    counted = Summary()
    counted.rows = dict.fromkeys(range(MOST), None)
    counted.count(RECORDS[0])
    counted.count(RECORDS[3])
    assert [row.pods for group, row in counted.rows.items() if row and group.namespace == OTHERS] == [1, 1]


def test_the_json_document_and_the_parquet_table_have_the_same_counts(summary, tmp_path):
    file = tmp_path / "summary.parquet"
    file.write_bytes(render("parquet", summary))
    table = pyarrow.parquet.read_table(file).to_pylist()
    groups = json.loads(render("json", summary))["groups"]
    expected = [
        (group["owner"], seen["kind"], seen["name"], seen["pods"])
        for group in groups
        for seen in [{"kind": "pods", "name": "", "pods": group["pods"]}, *group["seen"]]
    ]
    assert [(row["owner"], row["kind"], row["name"], row["pods"]) for row in table] == expected


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_renders_a_summary_in_which_nothing_was_seen(name):
    counted = Summary()
    assert render(name, counted)
    counted.count(PodRecord("", "a.log", "shop", "web", "legal", 1, 1))
    assert render(name, counted)


class Tags(HTMLParser):
    """The tags of a page."""

    def __init__(self):
        super().__init__()
        self.found = set()

    def handle_starttag(self, tag, attrs):
        self.found |= {tag, *(name for name, _ in attrs)}


def test_hostile_names_are_escaped_in_every_format():
    hostile = '<script src=x onerror="a">\x1b[31m::error::\u202e'
    counted = Summary()
    counted.count(PodRecord(hostile, hostile, hostile, hostile, "illegal", 1, 1, False, hostile, (hostile,)))
    counted.count(PodRecord("x", "x", "x", "x", "legal", 1, 1))
    tags = Tags()
    tags.feed(render("html", counted).decode())
    assert not tags.found & {"script", "src", "onerror"}
    text = render("text", counted).decode()
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert not any(line.startswith("::") for line in text.splitlines())
    assert json.loads(render("json", counted))["groups"][0]["owner"] == hostile


@pytest.mark.parametrize(("file", "why"), [("none/x.json", "there is no folder"), (".", "is a folder")])
def test_a_summary_that_cannot_be_written_is_refused_before_anything_is_judged(tmp_path, capsys, file, why):
    assert main(["conform", "trace", "no-recording", "--summary", f"json={tmp_path / file}"]) == 2
    written = capsys.readouterr()
    assert (written.out, why in written.err) == ("", True)
