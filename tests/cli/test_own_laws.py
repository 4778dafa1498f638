"""Laws of one's own: the examples of the page are run, and what is wrong is told with its line."""

import re
from pathlib import Path

import pytest
from strategies import FOLDER

from podproof.checker.cli import main

PAGE = (Path(__file__).parents[2] / "docs" / "own-laws.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"```python\n# (\S+)\n(.*?)```", PAGE, re.DOTALL))
TRANSCRIPTS = re.findall(r"```console\n\$ python -m checker (.*?)\n(.*?)```", PAGE, re.DOTALL)
POD = str(FOLDER / "single-never.yaml")
IMPORT = "from podproof.spec.notation import Law\n"


def law(kind="always", name="mine", **parts: str) -> str:
    """The text of a law, on line 4 of a file of its own."""
    return f"{IMPORT}\nLAWS = (\n    Law({kind!r}, {name!r}, '', 'A sentence.', **{parts!r}),\n)\n"


def predicate(text: str) -> str:
    """The text of a word called `mine`, on line 4, and of a law that says it."""
    return f"{IMPORT}\n\n{text}\n\n\nLAWS = [Law('reachable', 'mine', '', 'A sentence.', when='mine')]\n"


WRONG = {
    "a syntax error": (1, "def (:\n", "invalid syntax"),
    "an error when it runs": (2, f"{IMPORT}1 / 0\n", "ZeroDivisionError: division by zero"),
    "an exit when it runs": (2, "import sys\nsys.exit(0)\n", "SystemExit: 0"),
    "an import of nothing": (1, "import nowhere_at_all\n", "No module named 'nowhere_at_all'"),
    "no laws": (1, "laws = ()\n", "it has no LAWS"),
    "something that is no law": (1, "LAWS = ['runs']\n", "it has no LAWS"),
    "a part that laws have not": (
        2,
        f"{IMPORT}LAWS = [Law('always', 'a', '', '', wen='runs')]\n",
        "did you mean when?",
    ),
    "a part that is no text": (2, f"{IMPORT}LAWS = [Law('always', 'a', '', '', when=3)]\n", "is to be a text"),
    "an unknown kind": (4, law("alway"), "there is no kind 'alway'; did you mean always?"),
    "an unknown strength": (4, law("leads_to", strength="weak fairnes"), "did you mean weak fairness?"),
    "an unknown word": (4, law(when="rnus"), "there is no word 'rnus'; did you mean runs?"),
    "an unknown event": (4, law("before", events="start"), "there is no event 'start'; did you mean starts?"),
    "an unknown class of faults": (4, law(faults="sandbx"), "did you mean sandbox?"),
    "no sentence": (4, law(when="runs and"), "'runs and' is no sentence"),
    "a sentence with more than words": (4, law(when="runs == 1"), "'runs == 1' is no word"),
    "a name that is taken": (4, law(name="kill-after-grace"), "there is a law kill-after-grace already"),
    "a word that is taken": (4, predicate("def runs(runtime):\n    return True"), "there is a word runs already"),
    "an unknown field": (4, predicate("def mine(contaners):\n    return True"), "did you mean containers?"),
    "an unknown field of a container": (
        5,
        predicate("def mine(container):\n    return container.runtim == 'Running'"),
        "there is no field 'runtim'; did you mean runtime?",
    ),
    "a value that there never is": (
        5,
        predicate("def mine(runtime):\n    return runtime == 'Runing'"),
        "is never 'Runing'",
    ),
    "a question that no word may ask": (
        5,
        predicate("def mine(restarts):\n    return restarts > 1"),
        "no more than ==",
    ),
    "a word that says another that is none": (
        5,
        predicate("def mine(runtime):\n    return rnus(runtime)"),
        "mean runs?",
    ),
    "a word of several statements": (4, predicate("def mine(runtime):\n    a = 1\n    return a"), "one return"),
    "a word that is no function": (4, predicate("mine = lambda runtime: True"), "is not a plain function"),
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
def test_an_example_says_what_the_page_says(written, capsys, command, shown):
    for name, text in EXAMPLES.items():
        written(name, text)
    assert main(command.split()) == int("violated" in shown)
    assert shown in capsys.readouterr().out


def test_the_page_has_three_examples():
    assert len(EXAMPLES) == len(TRANSCRIPTS) == 3


@pytest.mark.parametrize("verb", ["explore", "check"])
@pytest.mark.parametrize(("line", "text", "message"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_in_one_line_with_its_place(written, capsys, verb, line, text, message):
    assert main([verb, POD, "--laws", written("mine.py", text)]) == 2
    (told,) = capsys.readouterr().err.splitlines()
    assert told.startswith(f"podproof {verb}: mine.py:{line}: ") and message in told


@pytest.mark.parametrize("name", ["nowhere.py", "no.such.module", "folder/", "."])
def test_laws_that_are_not_there_are_told_in_one_line(written, capsys, name):
    assert main(["check", POD, "--laws", name]) == 2
    (told,) = capsys.readouterr().err.splitlines()
    assert told.startswith(f"podproof check: {name}: there is no such")


def test_a_file_that_is_no_text_is_told_in_one_line(written, capsys):
    Path("mine.py").write_bytes(b"\xff\xfe")
    assert main(["check", POD, "--laws", "mine.py"]) == 2
    assert capsys.readouterr().err.startswith("podproof check: mine.py:1: this is no Python")


def test_a_module_of_laws_is_taken_by_its_name(written, capsys):
    written("laws_by_name.py", EXAMPLES["words.py"])
    assert main(["check", "two-always.yaml", "--laws", "laws_by_name", "--law", "two-down-at-once"]) == 0
    assert capsys.readouterr().out.startswith("ok: 1 Pod in 1 file")


def test_files_of_laws_are_taken_together_and_listed(written, capsys):
    names = [written(name, text) for name, text in EXAMPLES.items()]
    assert main(["explore", "--list-laws", *(f"--laws={name}" for name in names)]) == 0
    listed = capsys.readouterr().out
    assert "no-service-while-terminating" in listed and "leads_to, under weak fairness" in listed


def test_a_name_that_two_files_give_is_refused(written, capsys):
    one, other = written("one.py", law(when="runs")), written("other.py", law(when="runs"))
    assert main(["check", POD, "--laws", one, "--laws", other]) == 2
    assert "other.py:4: there is a law mine already" in capsys.readouterr().err
