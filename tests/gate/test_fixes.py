"""`check --fix`: what is mechanical is fixed, and everything else stays the same, byte for byte."""

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podproof.spec.manifest.edits import EditableText, Repair

POD = """# a comment
apiVersion: v1
kind: Pod
metadata: {name: web}   # another one
spec:
  containers:
  - name:   app
    image: "example.com/app:1"
"""

HOOK = """    lifecycle:
      preStop:
        exec:%s
"""


def pod(*lines):
    """The Pod with more lines for its container."""
    return POD + "".join(f"    {line}\n" for line in lines)


def hook(command):
    """The Pod with an exec hook."""
    return POD + HOOK % command


CASES = {
    "a misspelt field": (
        pod("livenessProbe: {tcpSocket: {port: 1}, initialDelaySecond: 5} # why"),
        pod("livenessProbe: {tcpSocket: {port: 1}, initialDelaySeconds: 5} # why"),
    ),
    "a misspelt field in quotes": (
        pod('livenessProbe: {"tcpSocket": {"port": 1}, "initialDelaySecond": 5}'),
        pod('livenessProbe: {"tcpSocket": {"port": 1}, "initialDelaySeconds": 5}'),
    ),
    "a misspelt kind": (POD.replace("kind: Pod", "kind: Podd"), POD.replace("kind: Pod", "kind: Pod")),
    "a value in another case": (pod("imagePullPolicy: always"), pod("imagePullPolicy: Always")),
    "a number in quotes": (
        pod("livenessProbe: {tcpSocket: {port: 1}, periodSeconds: '5'}"),
        pod("livenessProbe: {tcpSocket: {port: 1}, periodSeconds: 5}"),
    ),
    "a text without quotes": (pod("env: [{name: A, value: 010}] # why"), pod('env: [{name: A, value: "010"}] # why')),
    "a boolean for a text": (pod("env: [{name: A, value: yes}]"), pod('env: [{name: A, value: "yes"}]')),
    "a sleep hook on one line": (
        hook(' {command: [sleep, "5"]} # why'),
        hook(' {command: [sleep, "5"]} # why').replace('exec: {command: [sleep, "5"]}', "sleep: {seconds: 5}"),
    ),
    "a sleep hook in JSON style": (
        hook(' {"command": ["sleep", "5"]}'),
        hook("").replace("exec:", 'sleep: {"seconds": 5}'),
    ),
    "a sleep hook of a shell in a block": (
        hook("\n          command:\n          - /bin/sh\n          - -c\n          - sleep 5\n"),
        hook("\n          seconds: 5\n").replace("exec:", "sleep:"),
    ),
}

UNTOUCHED = {
    "a field that is there already": pod("livenessProbe: {tcpSocket: {port: 1}, periodSecond: 5, periodSeconds: 5}"),
    "a number with a unit": pod("livenessProbe: {tcpSocket: {port: 1}, periodSeconds: 5s}"),
    "a hook that does more": hook(' {command: [sh, -c, "sleep 5; drain"]}'),
    "a hook that sleeps longer than the grace": hook(' {command: [sleep, "50"]}'),
    "a comment in the hook": hook("\n          command:\n          - sleep # why\n          - '5'\n"),
    "an anchor in the hook": hook(" {command: &wait [sleep, '5']}"),
    "a list for a text": pod("env: [{name: A, value: [1]}]"),
}


@pytest.fixture
def file(tmp_path, monkeypatch):
    """A file in the working directory."""
    folder = tmp_path / "repository"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder / "pod.yaml"


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES)
def test_what_is_mechanical_is_fixed_and_nothing_else_changes(file, check, before, after):
    file.write_text(before, encoding="utf-8")
    _, out, err = check(file, "--fix", "--faults", "none", "--format", "json")
    assert file.read_text(encoding="utf-8") == after
    assert "+++ b/pod.yaml" in err
    assert json.loads(out)["unreadable"] == []


@pytest.mark.parametrize("text", UNTOUCHED.values(), ids=UNTOUCHED)
def test_what_is_a_matter_of_judgment_is_left_alone(file, check, text):
    file.write_text(text, encoding="utf-8")
    check(file, "--fix", "--faults", "none")
    assert file.read_text(encoding="utf-8") == text


def test_a_diff_is_shown_and_nothing_is_written(file, check):
    before, after = CASES["a value in another case"]
    file.write_text(before, encoding="utf-8")
    code, out, _ = check(file, "--diff")
    assert code == 1
    assert out.splitlines()[:2] == ["--- a/pod.yaml", "+++ b/pod.yaml"]
    assert [line for line in out.splitlines()[3:] if line[0] in "+-"] == [
        "-    imagePullPolicy: always",
        "+    imagePullPolicy: Always",
    ]
    assert file.read_text(encoding="utf-8") == before
    file.write_text(after, encoding="utf-8")
    assert check(file, "--diff", "--faults", "none") == (0, "", "")


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_the_encoding_the_line_ends_and_the_mode_stay(file, check, codec):
    before, after = (text.replace("\n", "\r\n") for text in CASES["a value in another case"])
    mark = b"\xfe\xff" if codec == "utf-16-be" else b""
    file.write_bytes(mark + before.encode(codec))
    file.chmod(0o640)
    check(file, "--fix", "--faults", "none")
    assert file.read_bytes() == mark + after.encode(codec)
    assert file.stat().st_mode & 0o777 == 0o640


def test_the_summary_says_how_many_results_can_be_fixed(file, check):
    file.write_text(CASES["a value in another case"][0], encoding="utf-8")
    assert "\n  1 can be fixed: podproof check --fix (--diff shows the changes)\n" in check(file)[1]


def test_an_accepted_finding_is_not_fixed(file, check):
    text = hook(' {command: [sleep, "5"]}').replace(
        "{name: web}",
        "{name: web, annotations: {podproof.dev/ignore: sleep-command-in-hook, podproof.dev/ignore-reason: old nodes}}",
    )
    file.write_text(text, encoding="utf-8")
    check(file, "--fix", "--faults", "none")
    assert file.read_text(encoding="utf-8") == text


def test_a_link_that_leads_out_of_the_folder_is_not_written(file, check, tmp_path_factory):
    before, _ = CASES["a value in another case"]
    outside = tmp_path_factory.mktemp("outside") / "pod.yaml"
    outside.write_text(before, encoding="utf-8")
    os.symlink(outside, file)
    check(".", "--fix")
    assert outside.read_text(encoding="utf-8") == before


def test_sarif_and_json_have_the_same_edits(file, check):
    file.write_text(CASES["a misspelt field"][0], encoding="utf-8")
    _, out, _ = check(file, "--format", "json", "--output", "sarif=out.sarif", "--faults", "none")
    (result,) = [each for each in json.loads(out)["results"] if each["rule"] == "unknown-field"]
    (edit,) = result["edits"]
    sarif = json.loads((file.parent / "out.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    ((change,),) = [each["fixes"][0]["artifactChanges"] for each in sarif if "fixes" in each]
    (replacement,) = change["replacements"]
    region = replacement["deletedRegion"]
    assert list(region.values()) == [edit[name] for name in ("line", "column", "endLine", "endColumn")]
    assert replacement["insertedContent"]["text"] == edit["new"] == "initialDelaySeconds"
    assert (change["artifactLocation"]["uri"], edit["old"]) == ("pod.yaml", "initialDelaySecond")


SCALARS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)


@given(st.lists(SCALARS, min_size=1, max_size=5), st.sampled_from(["\n", "\r\n"]))
def test_each_scalar_of_a_text_can_be_replaced_alone(texts, end):
    lines = [f"k{number}: {json.dumps(text, ensure_ascii=False)} # é" for number, text in enumerate(texts)]
    source = EditableText(end.join(lines))
    for number in range(len(texts)):
        edits = source.edits([Repair((number + 1, len(f"k{number}: ") + 1), "new")])
        if not edits:
            continue  # not YAML, or with line breaks that other programs do not know
        changed = source.apply(edits).split(end)
        assert changed[number] == f'k{number}: "new" # é'
        assert [each for place, each in enumerate(changed) if place != number] == [
            each for place, each in enumerate(lines) if place != number
        ]


def test_edits_that_overlap_or_no_longer_fit_are_left_out():
    source = EditableText("a: b\n")
    (edit,) = source.edits([Repair((1, 1), "c")])
    assert source.apply([edit, edit]) == "c: b\n"
    assert EditableText("x: b\n").apply([edit]) == "x: b\n"
    wider = edit._replace(end_column=5, old="a: b", new="nothing")
    assert source.apply([edit, wider]) == "c: b\n"
