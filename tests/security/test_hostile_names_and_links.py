"""A stranger chooses names, texts and links of a repository: none commands anything or shows another file."""

import json
import os

import pytest
from gate_manifests import NAMED

from podproof.checker.cli import main
from podproof.checker.rendering.json_text import json_text
from podproof.spec.manifest.problems import printable, printable_line

SECRET = "the-secret-of-another-folder"


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A working directory with one manifest, and a secret beside it."""
    folder = tmp_path / "repository"
    folder.mkdir()
    (tmp_path / "secret.yaml").write_text(SECRET, encoding="utf-8")
    (folder / "pod.yaml").write_text(NAMED % "web", encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def check(capsys):
    """A run of the gate with one law, which answers its exit code, stdout and stderr."""

    def check(*arguments):
        code = main(["check", "--law", "never-means-once", "--jobs", "1", "--no-cache", *arguments])
        return code, *capsys.readouterr()

    return check


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain ünï → ×", "plain ünï → ×"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("\x9b31m", "\\x9b31m"),
        ("one\ntwo\r\u2028three", "one\\ntwo\\r\\u2028three"),
        ("left \u202e right", "left \\u202e right"),
        ("\udcff", "\\udcff"),
        ("a ##[add-mask]b", "a #\\x23[add-mask]b"),
    ],
)
def test_a_text_commands_neither_a_terminal_nor_a_runner(text, shown):
    assert printable(text) == shown


@pytest.mark.parametrize("line", ["::stop-commands::x", "   ::error::x"])
def test_no_line_begins_like_a_workflow_command(line):
    assert printable_line(line) == line.replace("::", "\\x3a:", 1)
    assert printable_line("a::b") == "a::b"


def test_json_keeps_every_text_and_shows_no_command():
    value = {"\x9b": ["\u202e", "##[x]", "→", "\ud800"]}
    assert json.loads(json_text(value, indent=1)) == value
    assert not set(json_text(value)) & {"\x9b", "\u202e"}
    assert "##[" not in json_text(value)


def test_a_link_to_a_file_outside_is_reported_and_not_read(repository, check):
    (repository / "link.yaml").symlink_to(repository.parent / "secret.yaml")
    code, out, _ = check(".", "--format", "json")
    assert (code, json.loads(out)["unreadable"]) == (2, ["link.yaml"])
    assert SECRET not in out


def test_links_to_folders_outside_are_skipped_and_counted(repository, check):
    (repository / "folder").symlink_to(repository.parent)
    (repository / "root").symlink_to("/")
    code, out, _ = check(".", "--format", "json")
    assert (code, json.loads(out)["skippedDocuments"]) == (0, {"link to a folder outside": 2})
    assert SECRET not in out
    assert "skipped: 2 links to folders outside" in check(".")[1]
    assert check(".", "--strict")[0] == 2
    (repository / "pod.yaml").unlink()
    assert check(".")[0] == 2


def test_a_link_that_a_pattern_named_is_not_read_either(repository, check):
    (repository / "link").symlink_to(repository.parent)
    code, out, _ = check(os.path.join("link", "secret.yaml"), "pod.yaml", "--format", "json")
    assert (code, len(json.loads(out)["pods"])) == (2, 1)
    assert SECRET not in out


def test_a_link_within_the_folder_is_followed(repository, check):
    (repository / "link.yaml").symlink_to("pod.yaml")
    assert check(".")[0] == 0


def test_a_path_that_a_person_types_may_be_anywhere(repository, check, monkeypatch):
    (repository.parent / "elsewhere").mkdir()
    monkeypatch.chdir(repository.parent / "elsewhere")
    assert check(str(repository))[0] == 0
    assert check("../repository/pod.yaml")[0] == 0


WRITING = {
    "a report": ["check", "--no-cache", "-j1", "--law", "never-means-once", "pod.yaml", "--output", "sarif=%s.sarif"],
    "a baseline": ["check", "--no-cache", "-j1", "--law", "never-means-once", "pod.yaml", "--write-baseline=%s.json"],
    "a page": ["report", "pod.yaml", "--faults", "none", "--law", "never-means-once", "-o", "%s.html"],
    "a graph": ["export", "pod.yaml", "--faults", "none", "-o", "%s.dot"],
    "a diagram": ["diagram", "Grace", "-o", "%s.mmd"],
}


@pytest.mark.parametrize("name", ["link", "folder/secret"])
@pytest.mark.parametrize("arguments", WRITING.values(), ids=WRITING)
def test_nothing_is_written_through_a_link_out_of_the_folder(repository, capsys, arguments, name):
    command = [each.replace("%s", name) for each in arguments]
    suffix = command[-1][command[-1].rindex(".") :]
    target = (repository.parent / "secret.yaml").rename(repository.parent / f"secret{suffix}")
    (repository / f"link{suffix}").symlink_to(target)
    (repository / "folder").symlink_to(repository.parent)
    assert main(command) == 2
    assert "it is not written" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == SECRET


def test_a_report_may_go_to_a_file_that_a_person_names_outside_of_the_folder(repository, check):
    assert check(".", "--output", "json=../report.json")[0] == 0
    assert check(".", "--output", "json=/dev/null")[0] == 0
    assert json.loads((repository.parent / "report.json").read_text(encoding="utf-8"))["pods"]


@pytest.mark.parametrize("key", ["paths = ['../secret.yaml']", "baseline = '../secret.yaml'", "paths = ['link']"])
def test_a_configuration_names_no_file_outside_its_folder(repository, check, key):
    (repository / "link").symlink_to(repository.parent)
    (repository / "podproof.toml").write_text(key, encoding="utf-8")
    code, out, err = check()
    assert (code, out) == (2, "")
    assert err.startswith("podproof check: podproof.toml:1: '")
    assert SECRET not in err


@pytest.mark.parametrize("what", ["folder", "pipe", "/dev/zero", "deep", "digits"])
def test_a_baseline_that_is_none_is_refused_with_one_line(repository, check, what):
    path = repository / "baseline.json"
    if what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    elif what == "/dev/zero":
        path.symlink_to(what)
    else:
        path.write_text("[" * 100_000 if what == "deep" else "9" * 5000, encoding="utf-8")
    code, out, err = check(".", "--baseline", "baseline.json")
    assert (code, out, err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    "text",
    [
        f"a = {'[' * 50_000}{']' * 50_000}",
        f"{'a.' * 50_000}b = 1",
        f"[thresholds]\nstartup_window = {'9' * 5000}",
        "baseline = '\\u0000'\n".replace("'", '"'),
        "\x00",
    ],
    ids=["deep", "dotted", "digits", "zero", "binary"],
)
def test_a_configuration_that_cannot_be_read_is_refused_with_one_line(repository, check, text):
    (repository / "podproof.toml").write_text(text, encoding="utf-8")
    code, out, err = check(".")
    assert (code, out, err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("number", [4, 20_000])
def test_many_unknown_keys_are_one_mistake_with_their_number(repository, check, number):
    text = "".join(f"k{each} = 1\n" for each in range(number))
    (repository / "podproof.toml").write_text(f'exclude = [\n"""\n""", # [\n]\n{text}', encoding="utf-8")
    first = f"podproof.toml:5: unknown names 'k0', 'k1', 'k2' and {number - 3:,} more"
    assert check(".") == (2, "", f"podproof check: {first}; remove or correct them\n")


def test_a_manifest_named_like_an_option_is_a_path(repository, check):
    (repository / "--write-baseline=b.yaml").write_text(NAMED % "other", encoding="utf-8")
    code, out, err = check("--write-baseline=b.yaml", "pod.yaml", "--format", "json")
    assert (code, len(json.loads(out)["pods"])) == (0, 2)
    assert "is the name of a file here" in err


def test_an_option_that_is_the_name_of_a_file_is_refused(repository, check):
    (repository / "--exit-zero").write_text("", encoding="utf-8")
    code, out, err = check("--exit-zero", "pod.yaml")
    assert (code, out) == (2, "")
    assert "put -- before the paths" in err


def test_a_name_of_any_length_makes_a_short_report(repository, check):
    long = "x" * 100_000
    text = (NAMED % long).replace("name: app", f"name: {long}").replace("restartPolicy", "restartPolcy")
    (repository / "pod.yaml").write_text(text, encoding="utf-8")
    for form in ("text", "json", "sarif", "github", "junit", "tap"):
        assert len(check(".", "--format", form)[1]) < 100_000


def test_a_closed_stdin_is_refused_with_one_line(check, monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    assert check("-") == (2, "", "podproof check: the standard input is closed; pipe a manifest into it\n")


def test_beside_a_closed_stdin_other_files_are_checked(repository, check, monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    code, out, _ = check("-", "pod.yaml", "--format", "json")
    report = json.loads(out)
    assert (code, report["unreadable"], len(report["pods"])) == (2, ["<stdin>"], 1)
