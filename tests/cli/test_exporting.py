"""`export`: the model or the reachable graph of one Pod in a file, or in one line why not and how else."""

import json
import re

import networkx
import pytest
from processes import python
from strategies import FOLDER

from podproof.checker.cli import main

SMALL = str(FOLDER / "single-never.yaml")
NO_FAULTS = ("--faults", "none")
STATES, TRANSITIONS = 291, 921


@pytest.fixture
def written(tmp_path):
    """The text of the graph of a small Pod without faults in the format."""

    def written(suffix: str, *arguments: str) -> str:
        path = tmp_path / f"graph.{suffix}"
        assert main(["export", SMALL, *NO_FAULTS, "-o", str(path), *arguments]) == 0
        return path.read_text(encoding="utf-8")

    return written


def test_json_has_every_state_and_every_transition(written):
    graph = json.loads(written("json"))
    assert (len(graph["nodes"]), len(graph["edges"])) == (STATES, TRANSITIONS)
    assert graph["nodes"][0]["state"]["kubectl"]["status"] == "Pending"


def test_graphml_has_every_state_and_every_transition(written):
    graph = networkx.parse_graphml(written("graphml"), force_multigraph=True)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (STATES, TRANSITIONS)


def test_dot_has_every_state_and_every_transition(written):
    text = written("dot")
    assert len(re.findall(r"^  \d+ \[label", text, re.MULTILINE)) == STATES
    assert len(re.findall(r"^  \d+ -> \d+ ", text, re.MULTILINE)) == TRANSITIONS


def test_aldebaran_has_every_state_and_every_transition(written):
    head, *lines = written("aut").splitlines()
    assert head == f"des (0, {TRANSITIONS}, {STATES})"
    assert len(lines) == TRANSITIONS


@pytest.mark.parametrize("suffix", ["json", "graphml", "dot", "aut"])
def test_a_graph_is_written_the_same_every_time(written, suffix):
    assert written(suffix) == written(suffix)


@pytest.mark.parametrize("suffix", ["json", "graphml", "dot", "aut"])
def test_the_quotient_is_written_in_every_format(written, suffix):
    assert 0 < len(written(suffix, "--quotient")) < len(written(suffix))


def test_a_quotient_shows_the_columns_of_kubectl(written):
    assert "status: Completed" in written("dot", "--quotient")


@pytest.mark.parametrize("language", ["promela", "tla"])
def test_a_model_is_the_same_text_in_every_process(language):
    command = ("export", SMALL, *NO_FAULTS, "--format", language)
    first, second = (python(*command, PYTHONHASHSEED=seed).stdout for seed in ("1", "2"))
    assert first == second != ""


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        ([SMALL, "-o", "graph.png"], "no format has the suffix '.png': choose one with --format, or use one of .pml, "),
        ([SMALL, "--format", "promel"], "unknown format 'promel'; did you mean promela?"),
        ([SMALL, "-o", "missing/graph.dot"], "there is no folder missing"),
        ([str(FOLDER), "-o", "pod.pml"], ": name one file"),
        ([SMALL, "-o", "pod.pml", "--quotient"], "promela is a model, which has no quotient"),
        ([SMALL, "-o", "graph.dot"], "--quotient joins those that look alike in kubectl get pods"),
        ([SMALL, "-o", "graph.json", "--max-states", "10"], "raise the bound; --faults none, or a smaller Pod"),
    ],
    ids=[
        "a suffix",
        "a format",
        "a folder",
        "several Pods",
        "a quotient of a model",
        "too large to look at",
        "a bound",
    ],
)
def test_what_cannot_be_exported_is_refused_in_one_line(tmp_path, monkeypatch, capsys, arguments, advice):
    monkeypatch.chdir(tmp_path)
    assert main(["export", *arguments]) == 2
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert advice in err
    assert list(tmp_path.iterdir()) == []
