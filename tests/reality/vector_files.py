"""The test cases of Kubernetes that are kept here, by file."""

from pathlib import Path

from podproof.checker.conformance.vectors import cases, text

FOLDER = Path(__file__).with_name("vectors")
FILES = sorted(path for path in FOLDER.glob("*.json") if path.name != "index.json")


def read(path):
    """The test cases of a file."""
    return cases(str(path), text(str(path)))


def tampered():
    """A case of getPhase with a wrong expectation."""
    (case,) = (each for each in read(FOLDER / "phase.json") if each["id"] == "phase-003")
    return {**case, "expected": {"phase": "Succeeded"}}
