"""The gate on ten thousand workloads: within a minute at first, within ten seconds when it is asked again."""

import os
import resource
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest
from repository import manifests, write

ROOT = Path(__file__).parents[2]

WORKLOADS, COLD, WARM, MEBIBYTES = 10_000, 60.0, 10.0, 400


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gate") / "repository"
    write(folder, manifests(WORKLOADS))
    return folder


def test_ten_thousand_workloads_are_checked_in_time_and_in_little_memory(repository, tmp_path):
    command = [sys.executable, "-m", "checker", "check", str(repository), "--cache-dir", str(tmp_path), "--jobs", "2"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    seconds, reports = [], []
    for _ in range(2):
        began = perf_counter()
        ran = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        seconds.append(perf_counter() - began)
        reports.append(ran.stdout.splitlines())
        assert ran.returncode == 1, ran.stderr
    cold, warm = seconds
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\ncold {cold:.1f} s, warm {warm:.1f} s, peak {peak:.0f} MB; {reports[0][-1].strip()}")
    assert reports[0][:-1] == reports[1][:-1]
    assert cold < COLD
    assert warm < WARM
    assert peak < MEBIBYTES
