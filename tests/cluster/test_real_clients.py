"""Clients of Kubernetes that we did not write, unmodified, against a simulated cluster."""

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from threading import Timer

import pytest

from podproof.checker.api.clusters import simulated_cluster
from tests.cluster.api import pod

CLIENTS = Path(__file__).parent / "clients"

ROOT = Path(__file__).parents[2]

SECONDS = 60
"""How long a client may take."""


def needed(name, is_there):
    """Skip without a client, unless the environment says that it must be there."""
    if not is_there and os.environ.get("REQUIRE_CLIENTS"):
        pytest.fail(f"{name} is not installed, and REQUIRE_CLIENTS is set")
    if not is_there:
        pytest.skip(f"{name} is not installed")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    with simulated_cluster(interval=0.01) as running:
        running.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path_factory.mktemp("home")),
            "KUBECONFIG": str(running.kubeconfig),
        }
        yield running


def run(cluster, *command, **options):
    """The output of a client that succeeds."""
    done = subprocess.run(command, env=cluster.environment, text=True, capture_output=True, timeout=SECONDS, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def kubectl(cluster):
    program = shutil.which("kubectl")
    needed("kubectl", program)
    return lambda *arguments, **options: run(cluster, program, *arguments, **options)


MANIFEST = """
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}, annotations: {podproof.dev/simulate-hold: "true"}}
spec: {containers: [{name: a, image: nginx}]}
"""


def test_kubectl_applies_watches_describes_and_deletes_a_pod(cluster, kubectl):
    watch = subprocess.Popen(
        [shutil.which("kubectl"), "get", "pods", "-w"], env=cluster.environment, text=True, stdout=subprocess.PIPE
    )
    try:
        assert kubectl("apply", "-f", "-", input=MANIFEST) == "pod/web created\n"
        shown = [watch.stdout.readline().split()[2] for _ in ("heads of the columns", "the new Pod")]
        cluster.release("web")
        assert "condition met" in kubectl("wait", "--for=condition=Ready", "pod/web", "--timeout=20s")
        assert kubectl("apply", "-f", "-", input=MANIFEST) == "pod/web unchanged\n"
        assert kubectl("get", "pods", "--no-headers").split()[:4] == ["web", "1/1", "Running", "0"]
        described = kubectl("describe", "pod", "web")
        assert "node-1/192.0.2.1" in described
        assert 'Pulling image "nginx"' in described
        assert "Started" in kubectl("get", "events", "--field-selector=involvedObject.name=web")
        assert kubectl("label", "pod", "web", "x=y") == "pod/web labeled\n"
        assert 'pod "web" deleted' in kubectl("delete", "pod", "web", "--grace-period=1", "--timeout=20s")
        assert kubectl("get", "pods", "--no-headers") == ""
    finally:
        watch.terminate()
        shown += [line.split()[2] for line in watch.communicate()[0].splitlines()]
    assert list(dict.fromkeys(shown))[:4] == ["STATUS", "Pending", "ContainerCreating", "Running"]
    assert "Terminating" in shown


def script(cluster, name):
    return run(cluster, sys.executable, str(CLIENTS / name)).splitlines()


def test_the_official_client_follows_a_pod_until_it_is_evicted(cluster):
    needed("kubernetes", find_spec("kubernetes"))
    lines = script(cluster, "official.py")
    assert lines[0] == "version 36"
    assert lines[1].startswith("ADDED Pending")
    assert "MODIFIED Running running" in lines
    assert {"labels {'x': '1'}", "log ''", "refused 409 Conflict", "custom {'size': 1}"} <= set(lines)
    assert any(line.startswith("DELETED") for line in lines)


def test_the_test_of_the_page_finds_the_bug_of_its_operator_in_the_evicted_task_alone(tmp_path):
    needed("kubernetes", find_spec("kubernetes"))
    page = (ROOT / "docs/simulate.md").read_text(encoding="utf-8")
    (shown,) = (each for each in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "def reconcile" in each)
    (tmp_path / "test_operator.py").write_text(shown)
    plugin = ["-p", "podproof.checker.cluster.pytest_plugin", "-p", "no:cacheprovider"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "KUBECONFIG": str(tmp_path / "other")}
    command = [sys.executable, "-m", "pytest", "-q", *plugin, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, timeout=SECONDS, env=environment)
    assert "1 failed, 2 passed" in done.stdout, done.stdout + done.stderr
    assert "test_a_task_that_has_run_is_not_run_again[evicted]" in done.stdout
    (removed,) = re.findall("default/task: execution evicted, seed 0: (.*)", done.stdout)
    assert "starts@main" in removed
    assert "evicts" in removed


def test_kr8s_waits_for_a_pod_and_for_its_end(cluster):
    needed("kr8s", find_spec("kr8s"))
    assert script(cluster, "with_kr8s.py") == ["ready True Running", "found ['kr8s']", "gone True"]


def test_an_operator_of_kopf_sees_every_phase_and_the_deletion(cluster):
    needed("kopf", find_spec("kopf"))
    manifest = pod("seen")
    manifest["metadata"]["annotations"] = {"podproof.dev/simulate-hold": "true"}
    cluster.create(manifest)
    program = [sys.executable, "-m", "kopf", "run", "--quiet", "--standalone", "-n", "default"]
    operator = subprocess.Popen(
        [*program, str(CLIENTS / "phase_operator.py")], env=cluster.environment, text=True, stdout=subprocess.PIPE
    )
    too_late = Timer(SECONDS, operator.kill)
    too_late.start()
    try:
        assert operator.stdout.readline() == "phase seen None Pending\n"
        cluster.release("seen")
        assert operator.stdout.readline() == "phase seen Pending Running\n"
        cluster.request("DELETE", "/api/v1/namespaces/default/pods/seen")
        assert operator.stdout.readline() == "deleted seen\n"
    finally:
        too_late.cancel()
        operator.kill()
        operator.communicate()
