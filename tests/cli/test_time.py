"""`podproof time` on the command line."""

import json
from pathlib import Path

import jsonschema
import pytest

from podproof.checker.cli import main

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs/time.schema.json").read_text(encoding="utf-8"))
POD = str(ROOT / "docs/examples/liveness-exec.yaml")
DECLARED = ["--config", str(ROOT / "docs/examples/liveness-exec.toml")]


def test_the_json_of_the_answers_is_as_its_schema_describes(capsys):
    assert main(["time", POD, *DECLARED, "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    jsonschema.validate(document, SCHEMA)
    assert {each["topic"] for each in document["pods"][0]["answers"]} >= {"start", "hang", "stop", "traffic", "node"}


def test_an_execution_of_exactly_the_wanted_time_is_printed_and_drawn(tmp_path, capsys):
    asked = ["--from", "created", "--to", "Restarted", "--trace"]
    assert main(["time", POD, *DECLARED, *asked, "87s", "-o", str(tmp_path / "87.svg")]) == 0
    assert (tmp_path / "87.svg").read_text(encoding="utf-8").startswith("<svg")
    assert "      87.0 s  kubelet    starts liveness-exec-container" in capsys.readouterr().out
    assert main(["time", POD, *DECLARED, *asked, "79s"]) == 0
    assert "no such trace" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--from", "created"], "--from and --to belong together"),
        (["-o", "x.svg"], "-o needs --trace"),
        (["--trace", "least"], "--trace needs --from and --to"),
        (["--from", "created", "--to", "Ready", "--trace", "soon"], "not 'soon'"),
        (["--from", "Ready", "--to", "created"], "nothing ends with the creation"),
        (["--from", "created", "--to", "x:Ready"], "this Pod has no container 'x'"),
    ],
)
def test_misuse_gets_one_line_and_exit_code_2(arguments, said, capsys):
    assert main(["time", POD, *arguments]) == 2
    errors = [line for line in capsys.readouterr().err.splitlines() if "warning" not in line]
    assert len(errors) == 1
    assert said in errors[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[containers]]\ndrains = "5s..3s"', "'5s..3s' is not a range of durations"),
        ('[[containers]]\npull = "never"', "pull cannot be 'never'"),
        ('[time]\nendpoint_removal = "soon"', "'soon' is not a duration"),
        ('[time.node]\nrelist = "9999999999s"', "is not a duration"),
        ("[time.node]\nsink = '1s'", "unknown latency 'sink'; did you mean signal?"),
        ("[[containers]]\ndrains = 5", "expected a text in quotes"),
    ],
)
def test_a_declaration_that_is_no_duration_is_named_with_its_line(text, said, tmp_path, capsys):
    file = tmp_path / "podproof.toml"
    file.write_text(text)
    assert main(["time", POD, "--config", str(file)]) == 2
    assert said in capsys.readouterr().err


def test_annotations_declare_durations_and_mistakes_in_them_are_findings(tmp_path, capsys):
    manifest = tmp_path / "pod.yaml"
    text = Path(POD).read_text().replace("  namespace", "  annotations: {podproof.dev/drains: DRAINS}\n  namespace")
    manifest.write_text(text.replace("DRAINS", "1s..2s"))
    assert main(["time", str(manifest), "--format", "json"]) == 0
    (pod,) = json.loads(capsys.readouterr().out)["pods"]
    assert {
        "container": "liveness-exec-container",
        "name": "drains",
        "interval": [1, 2],
        "origin": "annotation",
    } in pod["declared"]
    manifest.write_text(text.replace("DRAINS", '"app=1s..2s"'))
    main(["time", str(manifest)])
    assert "Ignored: line 5: this Pod has no container app" in " ".join(capsys.readouterr().out.split())
    main(["check", str(manifest), "--select", "unused-annotation"])
    assert "this Pod has no container app" in capsys.readouterr().out
