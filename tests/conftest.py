"""What all tests share: the flag that renews recorded answers, and scenarios that are explored once."""

import signal
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from strategies import SCENARIOS

from podproof.checker.exploration import Exploration, Options, explore
from podproof.checker.verify import Verdict, verdicts
from podproof.spec.pod.lifecycle import LIFECYCLE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]

SCRIPT = """#!{python}
import sys
from podproof.checker.cli import main
if __name__ == "__main__":
    sys.exit(main())
"""

# What a machine is slow at, such as the first import of a library, is no defect: a test is never flaky.
# A run of all tests has 10 examples of each property; `--hypothesis-profile thorough` has 300.
settings.register_profile("podproof", settings.default, deadline=None, max_examples=10)
settings.register_profile("thorough", settings.default, deadline=None, max_examples=300)
settings.load_profile("podproof")


# A shell that starts the tests in the background has them and their processes ignore Ctrl-C, which some tests press.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--regenerate` writes what was found where it is otherwise compared: read the diff before you commit it.

    `--walks` makes the campaign through random Pods longer.
    """
    parser.addoption("--regenerate", action="store_true", help="write recorded answers again instead of comparing them")
    parser.addoption("--walks", type=int, default=4, help="so many random walks through any Pod; default: 4")


FIRST = ("test_recordings.py", "test_agreement.py", "test_blocks.py", "test_pages.py", "test_recorded.py")
"""Files that take longest: with them last, all workers but one would wait."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slowest files first; the others stay in their order."""
    items.sort(key=lambda item: FIRST.index(item.path.name) if item.path.name in FIRST else len(FIRST))


@pytest.fixture(scope="session")
def explored() -> Callable[[str], Exploration]:
    """A scenario by its name, explored once, as sets of states: that these are the right ones, `engines` tests."""

    @cache
    def explored(name: str) -> Exploration:
        return explore(LIFECYCLE, SCENARIOS[name], Options(engine="symbolic"))

    return explored


@pytest.fixture(scope="session")
def reached() -> Callable[[str], Exploration]:
    """A scenario by its name, its states reached as sets, no law decided: much cheaper than `explored`."""

    @cache
    def reached(name: str) -> Exploration:
        return explore(LIFECYCLE._replace(laws=()), SCENARIOS[name], Options(engine="symbolic"))

    return reached


@pytest.fixture(scope="session")
def decide(reached: Callable[[str], Exploration]) -> Callable[[str, str], Verdict]:
    """The verdict on one law, by its name, in a scenario."""

    @cache
    def decide(name: str, law: str) -> Verdict:
        exploration = reached(name)
        asked = [each for each in LIFECYCLE.laws if each.name == law]
        (verdict,) = verdicts(exploration.compiled, exploration.engine, asked, exploration.size.complete)
        return verdict

    return decide


@pytest.fixture(scope="module")
def chromium() -> Iterator["Browser"]:
    """The browser, for all tests of a file; not for longer, as its driver has an event loop of its own."""
    from browsers import browser  # the driver may not be installed

    with browser() as chromium:
        yield chromium


@pytest.fixture(scope="session")
def console_script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program as pip installs it: a script in a folder of its own, and the package somewhere else."""
    folder = tmp_path_factory.mktemp("installed")
    package = folder / "site" / "podproof"
    package.mkdir(parents=True)
    (package / "__init__.py").symlink_to(ROOT / "podproof.py")
    for part in ("spec", "checker"):
        (package / part).symlink_to(ROOT / part)
    script = folder / "bin" / "podproof"
    script.parent.mkdir()
    script.write_text(SCRIPT.format(python=sys.executable), encoding="utf-8")
    script.chmod(0o755)
    return script


@pytest.fixture(autouse=True)
def _no_shared_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that changes the specification in memory must not find, nor leave, answers of another one."""
    monkeypatch.setenv("PODPROOF_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
