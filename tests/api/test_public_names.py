"""`import podproof` shows exactly the public names, each documented, and costs nothing before it is used."""

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import podproof

ROOT = Path(__file__).parents[2]
LIGHT = """
import sys
before = set(sys.modules)
import podproof
print(*sorted({name.partition('.')[0] for name in set(sys.modules) - before} - sys.stdlib_module_names))
"""


def test_the_public_names_are_sorted_and_complete():
    assert podproof.__all__ == sorted(podproof.__all__)
    assert podproof.__all__ == sorted(podproof._HOME)


@pytest.mark.parametrize("name", podproof.__all__)
def test_every_public_name_exists_and_has_a_docstring(name):
    assert inspect.getdoc(getattr(podproof, name))


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'exlore'"):
        _ = podproof.exlore


def test_all_errors_are_errors_of_podproof():
    errors = [getattr(podproof, name) for name in podproof.__all__ if name.endswith("Error")]
    assert all(issubclass(error, podproof.Error) for error in errors)


def test_importing_podproof_imports_nothing_else():
    run = subprocess.run([sys.executable, "-c", LIGHT], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["podproof"]


def test_the_type_checker_sees_every_public_name():
    source = (ROOT / "podproof.py").read_text(encoding="utf-8")
    typed = source[source.index("if TYPE_CHECKING:") : source.index("__path__")]
    assert [name for name in podproof.__all__ if name not in typed] == []
    assert (ROOT / "checker" / "py.typed").exists()
