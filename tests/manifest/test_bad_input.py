"""Each unreadable input gives one line with advice, and the other files are still read."""

import io
import os
from pathlib import Path

import pytest
from outcomes import Read, only_error

from podproof.spec.manifest import Manifest, ManifestFile, Problem, Reading, read, sources, stream

POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: app, image: app:1}]}\n"

CLAIM = "\n# apiVersion: v1\n# kind: Pod\n"

BROKEN = {
    "broken YAML": ("a: [1,\nb: }\n", "2:4 not YAML"),
    "a tab as indentation": ("a:\n\tb: 1\n", "2:1 not YAML"),
    "a forbidden character": ("a: b\nc: \x07\n", "2:4 not YAML"),
    "deep nesting": ("[" * 900, "1:100 maps and lists are nested more than 100 deep"),
    "nesting too deep for the parser": ("[" * 100_000, "1:100"),  # since PyYAML 6.0.4 the parser reports it, at 1001
    "deep block nesting": ("- " * 5_000 + "x", "1:199 maps and lists are nested more than 100 deep"),
    "a map as key": ("{a: 1}: 2\n", "1:1 a key of a map must be a text"),
    "a null key": ("~: 2\n", "1:1 a key of a map must be a text"),
    "an alias without anchor": ("a: *b\n", "1:4 the alias `*b` has no complete anchor before it"),
    "an alias of its own parent": ("a: &a [*a]\n", "1:8 the alias `*a` has no complete anchor before it"),
    "infinity": ("a: .inf\n", "1:4 `.inf` is not a number that the API can hold"),
    "not a number": ("a: .NaN\n", "1:4 `.NaN` is not a number that the API can hold"),
    "a merge of a text": ("a:\n  <<: b\n", "2:7 `<<` takes a map or a list of maps"),
    "a list that is none": ("apiVersion: v1\nkind: List\nitems: 3\n", "3:8 `items` must be a list"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_an_object_that_cannot_be_read_is_one_error_with_its_position(case: str, reading: Read) -> None:
    text, expected = BROKEN[case]
    assert only_error(reading(text + CLAIM)).startswith(expected)


def test_a_pod_with_hundreds_of_containers_is_one_error_however_many_others_they_would_give(reading: Read) -> None:
    many = ", ".join(f"{{name: c{number}}}" for number in range(251))
    found = only_error(reading(POD.replace("{name: app, image: app:1}", many)))
    assert found.startswith("4:8 the Pod has 251 containers, and podproof reads at most 250")


INCOMPLETE = {
    "a Pod without apiVersion": ("kind: Pod\nspec: {}\n", "1:1 not a Kubernetes object: it has no apiVersion"),
    "an object without kind": (
        "apiVersion: v1\nmetadata: {}\nspec: {}\n",
        "1:1 not a Kubernetes object: it has no kind",
    ),
    "a list of objects": (f"- {POD.replace(chr(10), chr(10) + '  ')}", "1:1 not a Kubernetes object, but a list"),
}


@pytest.mark.parametrize("case", INCOMPLETE)
def test_what_is_meant_as_an_object_and_is_none_is_an_error(case: str, reading: Read) -> None:
    text, expected = INCOMPLETE[case]
    assert only_error(reading(text)).startswith(expected)


SKIPPED = {
    "a number": ("42\n", "other document"),
    "a list": ("- a\n- b\n", "other document"),
    "a list of null": ("apiVersion: v1\nkind: List\nitems: [~]\n", "other document"),
    "a JSON patch": ("- {op: replace, path: /spec/replicas, value: 3}\n# for each kind:\n", "other document"),
    "a chart": ("apiVersion: v2\nname: web\nversion: 1.0.0\n", "other document"),
    "values": ("replicas: 3\nkind: Deployment\n", "other document"),
    "a kustomization without kind": ("resources: [web.yaml]\n", "other document"),
    "a compose file": ("services: {web: {image: nginx}}\n", "other document"),
    "tags of another program": ("Resources:\n  Web: !Sub '${Name}'\n  Bad: [\n", "other document"),
    "broken YAML that names no object": ("kind: [1,\nb: }\n", "other document"),
    "a template": ("{{- if .Values.on }}\nkind: Pod\n{{- end }}\n", "template"),
    "a value to fill in": ("kind: Pod\nmetadata:\n  name: {{ .Values.name }}\n", "template"),
    "a quoted value to fill in": (POD.replace("web", "'{{ name }}'"), "template"),
    "a variable to fill in": (POD.replace("web", "'${NAME}'"), "template"),
    "a template of Jinja": ("{% if on %}\nkind: Pod\n{% endif %}\n", "template"),
    "a patch that deletes": (POD.replace("image: app:1", "$patch: delete"), "patch"),
    "a kind without a template": ("apiVersion: v1\nkind: Service\nmetadata: {name: web}\n", "Service"),
}


@pytest.mark.parametrize("case", SKIPPED)
def test_what_does_not_claim_to_be_a_manifest_is_skipped_and_counted(case: str, reading: Read) -> None:
    text, what = SKIPPED[case]
    result = reading(text)
    assert (result.pods, result.problems, dict(result.skipped)) == ((), (), {what: 1})


@pytest.mark.parametrize("text", ["", "# later\n---\n---\n", "---\n# apiVersion: v1\n# kind: Pod\n...\n"])
def test_a_file_without_content_is_nothing(text: str, reading: Read) -> None:
    result = reading(text)
    assert (result.pods, result.problems, dict(result.skipped)) == ((), (), {})


def test_an_alias_bomb_is_refused_before_it_is_expanded(reading: Read) -> None:
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]\n" for n in range(1, 30))
    error = only_error(reading("l0: &l0 [lol]\n" + levels + CLAIM))
    assert error.startswith("6:") and "more than 1,000,000 values" in error, "line 6 has 1,111,111 values"


def test_a_text_with_braces_is_not_a_template(reading: Read) -> None:
    assert "not YAML" in only_error(reading('a: "{{ x }}"\n# {{ y }}\nb: [\n' + CLAIM))


def only_problem(result: Reading) -> Problem:
    """Return the one problem."""
    [problem] = result.problems
    return problem


def test_the_other_files_are_read_beside_a_broken_one(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("kind: Pod\nspec: [")
    (tmp_path / "b.yaml").write_text(POD)
    result = read([str(tmp_path), str(tmp_path / "missing.yaml")])
    assert [manifest.name for manifest in result.pods] == ["web"]
    assert [problem.message for problem in result.problems][1] == "no such file"
    assert result.files == 2


def test_the_documents_before_a_broken_one_are_read(reading: Read) -> None:
    result = reading(POD + "---\na: [\n")
    assert len(result.pods) == 1 and len(result.problems) == 1


def test_a_file_above_the_limit_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(50 * 2**20)
    monkeypatch.setattr(sources, "_bounded", lambda file: pytest.fail("it was read"))
    assert "larger than 16 MiB" in only_problem(read([str(path)])).message


def test_endless_standard_input_is_refused_at_the_limit() -> None:
    assert "larger than 16 MiB" in only_problem(read(["-"], stdin=io.BytesIO(b"#" * 2**25))).message


def test_a_binary_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pod.yaml"
    path.write_bytes(POD.encode() + b"\0")
    assert "binary" in only_problem(read([str(path)])).message


def test_text_that_is_not_utf_8_is_reported_with_its_position(tmp_path: Path) -> None:
    path = tmp_path / "pod.yaml"
    path.write_bytes(POD.encode() + b"c: \xff\n")
    assert str(only_problem(read([str(path)]))).startswith(f"{path}:5:4: error: not UTF-8 text; ")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_text_with_a_byte_order_mark_is_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "pod.yaml"
    path.write_bytes(POD.encode(encoding))
    assert read([str(path)]).pods[0].position == (str(path), 1, 1)


def test_a_file_that_cannot_be_opened_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "pod.yaml"
    path.symlink_to(path)
    assert "cannot read this file" in only_problem(read([str(path)])).message


def test_a_path_that_cannot_exist_is_an_error() -> None:
    assert "cannot read this file" in only_problem(read(["a\0b"])).message


def test_a_file_without_permission_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Root may read everything, so the refusal is played.
    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    (tmp_path / "pod.yaml").write_text(POD)
    monkeypatch.setattr(os, "stat", refuse)
    assert only_problem(read([str(tmp_path / "pod.yaml")])).message == "cannot read this file: permission denied"


def test_a_folder_without_permission_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> list[str]:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "listdir", refuse)
    assert only_problem(read([str(tmp_path)])).message == "cannot read this folder: permission denied"


def test_a_pipe_is_not_opened_because_it_could_block_forever(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pod.yaml")
    assert only_problem(read([str(tmp_path)])).message == "not a regular file"


def test_a_device_is_not_opened() -> None:
    assert only_problem(read(["/dev/zero"])).message == "not a regular file"


def test_a_folder_without_manifests_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text(POD)
    assert only_problem(read([str(tmp_path)])).message == "no manifest in this folder"


def test_a_folder_is_read_recursively_in_order(tmp_path: Path) -> None:
    for name in ("b/z.yml", "b/a.json", "a.yaml", "c.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(POD)
    files = [manifest.position.file for manifest in read([str(tmp_path)]).pods]
    assert [file.removeprefix(f"{tmp_path}/") for file in files] == ["a.yaml", "b/a.json", "b/z.yml", "c.yaml"]


def test_a_folder_that_contains_itself_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "pod.yaml").write_text(POD)
    (tmp_path / "again").symlink_to(tmp_path)
    assert len(read([str(tmp_path)]).pods) == 1


def test_a_file_is_opened_only_when_its_turn_comes(tmp_path: Path) -> None:
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.write_text(POD)
    found = stream([str(first), str(second)])
    assert isinstance(next(found), ManifestFile) and isinstance(next(found), Manifest)
    second.write_text(POD)
    assert isinstance(next(found), ManifestFile)


def test_a_dash_is_the_standard_input() -> None:
    assert read(["-"], stdin=io.BytesIO(POD.encode())).pods[0].position == ("<stdin>", 1, 1)


def test_a_problem_is_one_line_even_if_its_texts_are_not(reading: Read) -> None:
    problem = only_problem(reading('apiVersion: v1\nkind: Pod\nmetadata: {name: "a\\nb\\e[31m"}\n' + POD[-48:]))
    assert "\n" not in str(problem) and "\x1b" not in str(problem)
