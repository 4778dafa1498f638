"""The plugin of pytest: a fixture `cluster`.  Every run of pytest loads it, so it imports nothing before a test asks.

@pytest.mark.simulated(mode="toward Evicted", seed=7)
def test_reports_an_evicted_pod(cluster): ...
"""

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from podproof.checker.cluster.running import RunningCluster

MARK = "simulated"

READ_AT_IMPORT = ("kubernetes.config.kube_config", "kubernetes_asyncio.config.kube_config")
"""Modules that read KUBECONFIG when they are imported: without more they would find the cluster of the user."""

STEPS_SHOWN = 40
"""The most steps of a Pod in the report of a failed test, the last ones."""


def pytest_configure(config: pytest.Config) -> None:
    """Declare the mark."""
    config.addinivalue_line("markers", f"{MARK}(mode, execution, seed, …): how the fixture `cluster` simulates Pods")


@pytest.fixture
def cluster(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> "Iterator[RunningCluster]":
    """A simulated cluster, which KUBECONFIG names while the test runs."""
    from podproof.checker.api.clusters import simulated_cluster

    options: dict[str, Any] = {}
    for mark in reversed(list(request.node.iter_markers(MARK))):
        options |= mark.kwargs
    with simulated_cluster(**options) as running:
        path = os.fspath(running.kubeconfig)
        monkeypatch.setenv("KUBECONFIG", path)
        for module in filter(None, map(sys.modules.get, READ_AT_IMPORT)):
            monkeypatch.setattr(module, "KUBE_CONFIG_DEFAULT_LOCATION", path)
        yield running


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Any:
    """Add what the Pods did to the report of a failed test."""
    report = yield
    history = getattr(getattr(item, "funcargs", {}).get("cluster"), "history", None)
    if report.when == "call" and report.failed and history is not None:
        report.sections.append(("simulated Pods", history(STEPS_SHOWN)))
    return report
