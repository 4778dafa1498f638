"""The explorer over HTTP: what it answers, what it refuses, and how its process ends."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

pytest.importorskip("uvicorn", reason="no server: pip install 'podproof[serve]'")

import podproof
from podproof.checker import server
from podproof.checker.cli import main
from podproof.checker.explorer.application import PAGE
from podproof.checker.explorer.pods import ExplorablePod
from podproof.checker.explorer.serving import MOST_BYTES, ExplorerServer
from podproof.spec.pod import scenarios
from podproof.spec.pod.lifecycle import LIFECYCLE

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def address():
    """The address of the explorer of one Pod, without a clock."""
    (manifest,) = podproof.read(scenarios.path("single-never"))
    with ExplorerServer([ExplorablePod.of_manifest(manifest, LIFECYCLE, ())]).in_thread() as address:
        yield address


def ask(address, what, body=b"{}", token=None):
    """The status and the answer to a question."""
    host, _, given = address.partition("/#token=")
    headers = {"Authorization": f"Bearer {token or given}", "Content-Type": "application/json"}
    try:
        with urlopen(Request(f"{host}/api/{what}", body, headers)) as answer:
            return answer.status, json.load(answer)
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_the_page_is_for_everybody_and_loads_nothing_from_elsewhere(address):
    for path in PAGE:
        with urlopen(address.partition("/#")[0] + path) as answer:
            text = answer.read().decode()
            assert "default-src 'none'; script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "http://" not in text and "https://" not in text
        assert "innerHTML" not in text and "eval(" not in text


def test_the_pods_are_only_for_those_who_have_the_token(address):
    assert ask(address, "pods", token="x")[0] == 401
    status, found = ask(address, "pods")
    assert (status, found["pods"][0]["name"]) == (200, "single-never")


@pytest.mark.parametrize(
    ("what", "body", "text"),
    [
        ("state", b"", "Input data was truncated"),
        ("state", b"[]", "Expected `object`, got `array`"),
        ("state", b'{"walk": 7}', "Expected `array`, got `int` - at `$.walk`"),
        ("state", b'{"file": "/etc/passwd"}', "unknown field `file`"),
        ("state", b'{"pod": 1}', "there is no Pod 1"),
        ("state", b'{"walk": [%s]}' % b",".join([b'"a"'] * 1001), "at most 1,000 steps"),
        ("why", b'{"name": "startz:app"}', "did you mean starts:app?"),
        ("route", b'{"name": "Nowhere"}', "no route to Nowhere is known"),
        ("export", b'{"name": "exe"}', "unknown form"),
        ("topic", b'{"name": "../../etc/passwd"}', "unknown"),
        ("observation", b"{}", "this Pod is not recorded"),
    ],
)
def test_a_bad_question_gets_one_line(address, what, body, text):
    status, answer = ask(address, what, body)
    assert status == 400
    assert text in json.loads(answer)["error"]


def test_a_question_that_is_too_large_is_refused(address):
    assert ask(address, "state", b" " * (MOST_BYTES + 1))[0] == 413


def test_a_walk_ends_before_an_event_that_does_not_exist(address):
    status, found = ask(address, "state", b'{"walk": ["schedules", "<script>"]}')
    assert (status, found["walk"], found["refused"]) == (200, ["schedules"], "<script>")


def test_a_pod_without_a_clock_has_no_times(address):
    assert ask(address, "times") == (200, {"text": ""})


def test_a_signal_ends_the_command_at_once():
    command = [sys.executable, "-m", "checker", "serve", "--faults", "none", str(scenarios.path("single-never"))]
    program = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    address = program.stdout.readline().strip()
    assert ask(address, "pods")[0] == 200
    program.send_signal(signal.SIGTERM)
    assert program.communicate(timeout=60) == ("", "podproof: interrupted\n")
    assert program.returncode == 128 + signal.SIGTERM


def test_without_its_libraries_the_command_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setattr(server, "find_spec", lambda name: None)
    assert main(["serve"]) == 2
    assert capsys.readouterr().err == "podproof serve: `serve` needs a web server: pip install 'podproof[serve]'\n"


def test_a_file_that_cannot_be_read_is_named(capsys):
    assert main(["serve", "/no/such.yaml"]) == 2
    assert capsys.readouterr().err == "/no/such.yaml: error: no such file; check the path\n"
