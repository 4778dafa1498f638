"""Covering histories show every situation that a Pod can reach, and every transition of STATUS, and say so."""

import pytest
from strategies import FOLDER

import podproof
from podproof.checker.exploration import explore
from podproof.checker.simulation.coverage import Coverages, name_of
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Container, Pod


@pytest.fixture(scope="module")
def covering():
    """All covering histories of a small Pod, without clients."""
    histories = podproof.cover(FOLDER / "single-never.yaml", faults="eviction,sandbox,config", clients=False)
    return histories, list(histories)


def test_everything_that_a_pod_can_show_is_shown(covering):
    histories, shown = covering
    assert histories.report.missing == ()
    assert len(shown) < len(histories.coverage.everything)
    assert any("Evicted" in str(pod["status"]) for history in shown for pod in history)


def test_the_situations_to_be_shown_are_those_that_an_exploration_reaches():
    (manifest,) = podproof.read(FOLDER / "single-never.yaml")
    coverage = Coverages(with_clients=True).of(manifest.pod)
    reached = {each.situation.name for each in explore(LIFECYCLE, manifest.pod).situations if each.reachable}
    assert {each for each in coverage.everything if isinstance(each, str)} == reached


def test_the_report_counts_what_was_shown_and_names_what_was_not():
    coverage = Coverages().of(Pod("a", (Container("a"),)))
    assert f"0 of {len(coverage.everything)}" in str(coverage.report)
    assert f"not shown: {name_of(('ContainerCreating', 'Running'))}" in str(coverage.report)


def test_pods_that_differ_only_in_their_names_share_their_coverage():
    coverages, pod = Coverages(), Pod("a", (Container("a"),))
    assert coverages.of(pod) is coverages.of(pod._replace(name="b", namespace="other"))


def test_a_pod_with_many_containers_is_a_usage_error():
    pod = Pod("many", tuple(Container(f"c{number}") for number in range(9)))
    with pytest.raises(podproof.UsageError, match="many has 9 containers; at most 8 can be covered"):
        podproof.cover(pod)
