"""The user's own laws: the examples of the page run, and each mistake is reported with its line."""

import re
from pathlib import Path

import pytest
from strategies import FOLDER

from podproof.checker.cli import main

PAGE = (Path(__file__).parents[2] / "docs" / "own-laws.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"```python\n# (\S+)\n(.*?)```", PAGE, re.DOTALL))
TRANSCRIPTS = re.findall(r"```console\n\$ podproof (.*?)\n(.*?)```", PAGE, re.DOTALL)
POD = str(FOLDER / "single-never.yaml")
IMPORT = "from podproof.spec.notation import Law\n"


def law(kind="always", name="mine", **parts: str) -> str:
    """The text of a law, on line 4 of a file of its own."""
    return f"{IMPORT}\nLAWS = (\n    Law({kind!r}, {name!r}, '', 'A description.', **{parts!r}),\n)\n"


def predicate(text: str) -> str:
    """The text of a predicate called `mine`, on line 4, and of a law that uses it."""
    return f"{IMPORT}\n\n{text}\n\n\nLAWS = [Law('reachable', 'mine', '', 'A description.', when='mine')]\n"


WRONG = {
    "a syntax error": (1, "def (:\n", "invalid syntax"),
    "an error when it runs": (2, f"{IMPORT}1 / 0\n", "ZeroDivisionError: division by zero"),
    "an exit when it runs": (2, "import sys\nsys.exit(0)\n", "SystemExit: 0"),
    "an import of nothing": (1, "import nowhere_at_all\n", "No module named 'nowhere_at_all'"),
    "no laws": (1, "laws = ()\n", "LAWS is missing"),
    "something that is no law": (1, "LAWS = ['runs']\n", "LAWS is missing"),
    "an unknown field of a law": (
        2,
        f"{IMPORT}LAWS = [Law('always', 'a', '', '', wen='runs')]\n",
        "did you mean when?",
    ),
    "a field that is not a text": (2, f"{IMPORT}LAWS = [Law('always', 'a', '', '', when=3)]\n", "must be a text"),
    "an unknown kind": (4, law("alway"), "unknown kind 'alway'; did you mean always?"),
    "an unknown strength": (4, law("leads_to", strength="weak fairnes"), "did you mean weak fairness?"),
    "an unknown predicate": (4, law(when="rnus"), "unknown predicate 'rnus'; did you mean runs?"),
    "an unknown event": (4, law("before", events="start"), "unknown event 'start'; did you mean starts?"),
    "an unknown class of faults": (4, law(faults="sandbx"), "did you mean sandbox?"),
    "a text that is not a condition": (4, law(when="runs and"), "'runs and' is not a condition"),
    "a condition with more than predicates": (4, law(when="runs == 1"), "'runs == 1' is not a predicate"),
    "a law that exists": (4, law(name="kill-after-grace"), "the law `kill-after-grace` already exists"),
    "a predicate that exists": (
        4,
        predicate("def runs(runtime):\n    return True"),
        "the predicate `runs` already exists",
    ),
    "an unknown field": (4, predicate("def mine(contaners):\n    return True"), "did you mean containers?"),
    "an unknown field of a container": (
        5,
        predicate("def mine(container):\n    return container.runtim == 'Running'"),
        "unknown field 'runtim'; did you mean runtime?",
    ),
    "an impossible value": (
        5,
        predicate("def mine(runtime):\n    return runtime == 'Runing'"),
        "is never 'Runing'",
    ),
    "a comparison that is not allowed": (
        5,
        predicate("def mine(restarts):\n    return restarts > 1"),
        "only with ==",
    ),
    "a predicate that calls an unknown one": (
        5,
        predicate("def mine(runtime):\n    return rnus(runtime)"),
        "mean runs?",
    ),
    "a predicate of several statements": (4, predicate("def mine(runtime):\n    a = 1\n    return a"), "single return"),
    "a predicate that is a lambda": (4, predicate("mine = lambda runtime: True"), "not a plain function"),
    "a law that is vacuous": (4, law(when="phase_is_succeeded and runs"), "law mine is vacuous"),
}


@pytest.fixture
def written(tmp_path, monkeypatch):
    """A function that writes a file beside the scenarios' manifests and makes their folder the current one."""
    for manifest in FOLDER.glob("*.yaml"):
        (tmp_path / manifest.name).write_text(manifest.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def written(name: str, text: str) -> str:
        Path(name).write_text(text, encoding="utf-8")
        return name

    return written


@pytest.mark.parametrize(("command", "shown"), TRANSCRIPTS, ids=[command.split()[1] for command, _ in TRANSCRIPTS])
def test_an_example_prints_what_the_page_shows(written, capsys, command, shown):
    for name, text in EXAMPLES.items():
        written(name, text)
    assert main(command.split()) == int("violated" in shown)
    assert shown in capsys.readouterr().out


def test_the_page_has_three_examples():
    assert len(EXAMPLES) == len(TRANSCRIPTS) == 3


@pytest.mark.parametrize("verb", ["explore", "check"])
@pytest.mark.parametrize(("line", "text", "message"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_reported_in_one_line_with_its_position(written, capsys, verb, line, text, message):
    assert main([verb, POD, "--laws", written("mine.py", text)]) == 2
    (reported,) = capsys.readouterr().err.splitlines()
    assert reported.startswith(f"podproof {verb}: mine.py:{line}: ") and message in reported


@pytest.mark.parametrize("name", ["nowhere.py", "no.such.module", "folder/", "."])
def test_a_missing_file_or_module_is_reported_in_one_line(written, capsys, name):
    assert main(["check", POD, "--laws", name]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"podproof check: {name}: no such")


def test_a_file_that_is_not_text_is_reported_in_one_line(written, capsys):
    Path("mine.py").write_bytes(b"\xff\xfe")
    assert main(["check", POD, "--laws", "mine.py"]) == 2
    assert capsys.readouterr().err.startswith("podproof check: mine.py:1: not Python")


def test_a_module_of_laws_is_loaded_by_its_name(written, capsys):
    written("laws_by_name.py", EXAMPLES["predicates.py"])
    assert main(["check", "two-always.yaml", "--laws", "laws_by_name", "--law", "two-down-at-once"]) == 0
    assert "\nok: 1 Pod in 1 file: " in capsys.readouterr().out


def test_several_files_of_laws_are_combined_and_listed(written, capsys):
    names = [written(name, text) for name, text in EXAMPLES.items()]
    assert main(["explore", "--list-laws", *(f"--laws={name}" for name in names)]) == 0
    listed = capsys.readouterr().out
    assert "no-service-while-terminating" in listed and "leads_to, under weak fairness" in listed


def test_a_name_in_two_files_is_refused(written, capsys):
    one, other = written("one.py", law(when="runs")), written("other.py", law(when="runs"))
    assert main(["check", POD, "--laws", one, "--laws", other]) == 2
    assert "other.py:4: the law `mine` already exists" in capsys.readouterr().err
