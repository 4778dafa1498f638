"""The served cluster: the command line, the plugin of pytest, broken watches, and clients that do not read."""

import http.client
import json
import os
import socket
import stat
import subprocess
import sys
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from podproof.checker.api.clusters import simulated_cluster
from podproof.checker.cli import main
from podproof.checker.cluster import recording
from podproof.checker.errors import UsageError
from tests.cluster.api import PODS, pod

ROOT = Path(__file__).parent.parent.parent

ASK = """
import json, os, sys, urllib.request
config = json.load(open(os.environ["KUBECONFIG"]))
address = config["clusters"][0]["cluster"]["server"]
pod = {"metadata": {"name": "web"}, "spec": {"containers": [{"name": "a", "image": "b:1"}]}}
headers = {"Content-Type": "application/json"}
request = urllib.request.Request(f"{address}/api/v1/namespaces/default/pods", json.dumps(pod).encode(), headers)
print(json.load(urllib.request.urlopen(request))["status"]["phase"])
sys.exit(7)
"""


def test_a_command_finds_the_cluster_and_its_exit_code_is_ours(capfd):
    assert main(["simulate", "--seed", "7", "--", sys.executable, "-c", ASK]) == 7
    out, err = capfd.readouterr()
    assert out == "Pending\n"
    assert "mode pleasant, seed 7" in err
    assert "1 Pod: 1 legal, 0 illegal" in err


def test_changes_that_the_recording_has_no_room_for_are_counted_and_said(capfd, monkeypatch):
    monkeypatch.setattr(recording, "MOST_RECORDED", 1)
    main(["simulate", "--hold", "--", sys.executable, "-c", ASK])
    assert "the recording is full: the last 1 change of Pods not recorded" in capfd.readouterr().err


def test_a_command_without_pods_keeps_its_exit_code(capfd):
    assert main(["simulate", "--", sys.executable, "-c", "raise SystemExit(5)"]) == 5
    assert "no Pod was created" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--mode", "pleasnt"], "pleasant"),
        (["--mode", "toward Nowhere"], "Nowhere"),
        (["--execution", "evictd"], "evicted"),
        (["--faults", "rain"], "rain"),
        (["--", "/no/such/program"], "/no/such/program: No such file or directory"),
    ],
)
def test_a_name_that_does_not_exist_gets_one_line(capfd, arguments, says):
    assert main(["simulate", *arguments]) == 2
    assert says in capfd.readouterr().err.splitlines()[-1]


@pytest.fixture(scope="module")
def cluster():
    with simulated_cluster(hold=True) as running:
        yield running


def test_the_kubeconfig_is_for_its_owner_alone_and_goes_with_the_cluster():
    with simulated_cluster() as running:
        assert stat.S_IMODE(os.stat(running.kubeconfig).st_mode) == 0o600
        assert json.loads(running.kubeconfig.read_text())["clusters"][0]["cluster"]["server"] == running.address
    assert not running.kubeconfig.exists()


def test_a_kubeconfig_that_exists_is_not_overwritten(tmp_path):
    mine = tmp_path / "config"
    mine.write_text("mine")
    with pytest.raises(UsageError, match="exists"), simulated_cluster(kubeconfig=mine):
        pass
    assert mine.read_text() == "mine"


@pytest.mark.parametrize("settings", [{"interval": -1}, {"speed": float("nan")}, {"break_watches": -1}])
def test_a_time_below_zero_is_a_usage_error(settings):
    with pytest.raises(UsageError, match="numbers of at least 0"), simulated_cluster(**settings):
        pass


@pytest.mark.parametrize(
    "asked",
    [
        lambda cluster: cluster.create(5),
        lambda cluster: cluster.create({"metadata": None}),
        lambda cluster: cluster.create({"metadata": {"namespace": "a b"}}),
        lambda cluster: cluster.create({"metadata": {"name": {1, 2}}}),
        lambda cluster: cluster.pod("a \r\nHost: é"),
    ],
)
def test_what_a_test_cannot_ask_of_the_cluster_is_a_usage_error(cluster, asked):
    with pytest.raises(UsageError):
        asked(cluster)


def answer_to(cluster, headers):
    where = urlsplit(cluster.address)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=20)
    with closing(connection):
        connection.request("GET", f"{where.path}/version", headers=headers)
        answer = connection.getresponse()
        return answer.status, json.load(answer)["kind" if answer.status != 200 else "minor"]


def test_a_page_of_another_site_gets_a_status_that_refuses_it(cluster):
    assert answer_to(cluster, {}) == (200, "36")
    assert answer_to(cluster, {"Origin": "http://evil.example"}) == (403, "Status")
    assert answer_to(cluster, {"Host": "evil.example"}) == (421, "Status")


@pytest.fixture
def watch():
    """Opens watches of Pods, which end with the test."""
    with ExitStack() as opened:

        def lines(cluster, most_buffered=1 << 20):
            where = urlsplit(cluster.address)
            connection = opened.enter_context(socket.socket())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, most_buffered)
            connection.settimeout(20)
            connection.connect((where.hostname, where.port))
            request = f"GET {where.path}{PODS}?watch=true HTTP/1.0\r\nHost: {where.netloc}\r\n\r\n"
            connection.sendall(request.encode())
            received = opened.enter_context(connection.makefile("rb"))
            while received.readline() != b"\r\n":
                pass
            return (json.loads(line) for line in received)

        yield lines


def test_watches_end_when_the_test_drops_them_and_with_410_when_it_expires_them(cluster, watch):
    dropped = watch(cluster)
    cluster.create(pod("broken"))
    assert next(dropped)["object"]["metadata"]["name"] == "broken"
    cluster.drop()
    assert list(dropped) == []
    expired = watch(cluster)
    assert next(expired)["type"] == "ADDED"
    cluster.expire()
    (last,) = expired
    assert (last["type"], last["object"]["reason"]) == ("ERROR", "Expired")


def test_watches_can_be_broken_after_each_so_many_changes(watch):
    with simulated_cluster(hold=True, break_watches=2) as running:
        lines = watch(running)
        for name in "abc":
            running.create(pod(name))
        shown = [line["object"]["metadata"].get("name") for line in lines]
    assert shown[0] == "a"
    assert "c" not in shown


def test_a_client_that_never_reads_does_not_keep_others_from_seeing_everything(watch):
    with simulated_cluster(interval=0.001) as running:
        watch(running, most_buffered=4096)
        readers = [watch(running) for _ in range(3)]
        names = [f"p{number}" for number in range(30)]
        for name in names:
            running.create(pod(name))
        for reader in readers:
            ready = set()
            while ready != set(names):
                item = next(reader)["object"]
                if item["status"]["phase"] == "Running":
                    ready.add(item["metadata"]["name"])


TESTS = """
import pytest

@pytest.mark.simulated(mode="toward CrashLoopBackOff", hold=True)
def test_fails(cluster):
    cluster.create({"metadata": {"name": "web"}, "spec": {"containers": [{"name": "a", "image": "b:1"}]}})
    cluster.create({"metadata": {"name": "old"}, "spec": {"containers": [{"name": "a", "image": "b:1"}]}})
    cluster.request("DELETE", "/api/v1/namespaces/default/pods/old?gracePeriodSeconds=0")
    cluster.step("web", 50)
    statuses = cluster.pod("web")["status"]["containerStatuses"]
    assert statuses[0]["state"]["waiting"]["reason"] != "CrashLoopBackOff"

def test_passes(cluster):
    import os
    assert os.environ["KUBECONFIG"] == str(cluster.kubeconfig)
"""


def test_the_plugin_gives_each_test_its_cluster_and_shows_what_the_pods_did(tmp_path):
    (tmp_path / "test_mine.py").write_text(TESTS)
    plugin = ["-p", "podproof.checker.cluster.pytest_plugin", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", "-q", *plugin, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, timeout=120, env=environment)
    assert "1 failed, 1 passed" in done.stdout, done.stdout + done.stderr
    assert "default/web: mode toward CrashLoopBackOff, seed 0: " in done.stdout
    assert "default/old: mode toward CrashLoopBackOff, seed 1: forces" in done.stdout
    assert "backs_off@a" in done.stdout
