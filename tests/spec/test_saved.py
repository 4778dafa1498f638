"""Values are saved for the next process, and nothing is believed that somebody else may have written."""

import os
import subprocess
import sys
from multiprocessing import get_context

import pytest

from podproof.spec import saved as module
from podproof.spec.saved import saved

NAME, SOURCES = "numbers", (b"def one(): return 1",)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["podproof"])
    module._folder.cache_clear()
    yield tmp_path / "podproof" / "compiled"
    module._folder.cache_clear()


def save(value, sources=SOURCES):
    return saved(NAME, sources, lambda: value)


def test_a_saved_value_is_not_computed_again(folder):
    assert save({"one": 1}) == save({"other": 2}) == {"one": 1}
    assert [file.stat().st_mode & 0o777 for file in folder.iterdir()] == [0o600]


def test_other_sources_have_another_value(folder):
    assert save(1) == 1
    assert save(2, (b"def one(): return 2",)) == 2


@pytest.mark.parametrize("damage", [lambda old: old[:-1], lambda old: old[:-1] + b"\xff", lambda old: b""])
def test_a_damaged_file_counts_as_missing(folder, damage):
    save("good")
    (file,) = folder.iterdir()
    file.write_bytes(damage(file.read_bytes()))
    assert save("computed again") == "computed again"
    assert save("third") == "computed again"


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_may_write_is_not_believed(folder, mode):
    save("old")
    (file,) = folder.iterdir()
    file.chmod(mode)
    assert save("computed again") == "computed again"


def test_a_link_is_not_followed(folder, tmp_path):
    save("old")
    (file,) = folder.iterdir()
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert save("computed again") == "computed again"


def test_a_folder_that_others_may_write_is_not_used(folder):
    folder.mkdir(parents=True)
    folder.chmod(0o777)
    assert save("first") == "first"
    assert save("second") == "second"
    assert list(folder.iterdir()) == []


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    shipped = tmp_path / "shipped"
    monkeypatch.setattr(module, "SHIPPED", shipped)
    yield shipped
    module._shipped.cache_clear()


def ship(value, folder, monkeypatch):
    folder.mkdir()
    monkeypatch.setattr(module, "_chosen", [folder])
    module._folder.cache_clear()
    save(value)
    module._chosen.clear()
    module._folder.cache_clear()
    module._shipped.cache_clear()


def test_a_shipped_value_is_neither_computed_nor_saved(folder, shipped, monkeypatch):
    ship("shipped", shipped, monkeypatch)
    assert save("computed again") == "shipped"
    assert save("other", (b"other sources",)) == "other"
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("damage", [lambda old: old[:-1], lambda old: b""])
def test_a_damaged_shipped_value_is_computed_again(folder, shipped, damage, monkeypatch):
    ship("shipped", shipped, monkeypatch)
    (file,) = shipped.iterdir()
    file.write_bytes(damage(file.read_bytes()))
    assert save("computed again") == save("saved") == "computed again"


@pytest.mark.parametrize("mark", module.MARKS)
def test_nothing_is_shipped_in_a_checkout(folder, shipped, mark, tmp_path, monkeypatch):
    ship("shipped", shipped, monkeypatch)
    (tmp_path / mark).mkdir()
    module._folder.cache_clear()
    assert save("computed again") == "computed again"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="the system has no owners of files")
def test_a_folder_of_somebody_else_is_not_used(folder, monkeypatch):
    folder.mkdir(parents=True)
    me = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: me + 1)
    assert save("first") == "first"
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("mark", module.MARKS)
def test_a_folder_in_a_checkout_is_not_used(folder, tmp_path, mark):
    (tmp_path / mark).mkdir()
    assert save("first") == "first"
    assert not folder.exists()


def test_a_folder_in_the_current_one_is_not_used(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert save("first") == "first"
    assert not folder.exists()


def test_a_link_in_the_current_folder_is_not_followed_to_another_one(folder, tmp_path, monkeypatch):
    current = tmp_path / "current"
    current.mkdir()
    (current / "cache").symlink_to(tmp_path)
    monkeypatch.chdir(current)
    monkeypatch.setenv("XDG_CACHE_HOME", str(current / "cache"))
    assert save("first") == "first"
    assert not folder.exists()


@pytest.mark.parametrize("named", ["{}", "{}/pod.yaml", "{}/**/*.yaml", "east={}/logs", "--recording={}/pods.jsonl"])
def test_a_folder_in_a_tree_that_the_command_line_names_is_not_used(folder, tmp_path, monkeypatch, named):
    monkeypatch.setattr(sys, "argv", ["podproof", "check", named.format(tmp_path)])
    assert save("first") == "first"
    assert not folder.exists()


def test_where_nothing_can_be_written_everything_is_computed(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    module._folder.cache_clear()
    assert save("first") == "first"
    assert save("second") == "second"
    module._folder.cache_clear()


def test_processes_that_save_at_the_same_time_leave_one_good_file(folder):
    with get_context("fork").Pool(4) as pool:
        assert set(pool.map(save, ["value"] * 40)) == {"value"}
    assert len(list(folder.iterdir())) == 1


IMPORTED = "import sys, podproof.spec.pod.timed.lifecycle; print('statemachine' in sys.modules)"


SHIPPING = "import sys, pathlib; from podproof.checker.shipped_values import write; write(pathlib.Path(sys.argv[1]))"

FROM_SHIPPED = f"""import pathlib, sys, podproof.spec.saved as saved
saved.SHIPPED = pathlib.Path(sys.argv.pop())
{IMPORTED}; from podproof.checker.compile import lift
lift._lifted = None
predicates = vars(podproof.spec.pod.timed.lifecycle.TIMED_LIFECYCLE.predicates).values()
[lift._code(each) for each in predicates if callable(each)]
"""


def test_the_first_process_of_a_distribution_finds_every_table_and_predicate(tmp_path):
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    arguments = {"capture_output": True, "text": True, "env": environment, "check": True}
    subprocess.run([sys.executable, "-c", SHIPPING, str(tmp_path)], **arguments)
    first = subprocess.run([sys.executable, "-c", FROM_SHIPPED, str(tmp_path)], **arguments)
    assert first.stdout == "False\n"


def test_the_second_process_reads_the_tables_and_imports_no_machines(tmp_path):
    def ran():
        environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
        return subprocess.run([sys.executable, "-c", IMPORTED], capture_output=True, text=True, env=environment).stdout

    assert (ran(), ran()) == ("True\n", "False\n")
