"""How fast it is: `python -m pytest tests/benchmarks -o addopts=`.  Nothing here fails for being slow."""

import pytest
from sizes import SIZES, pod

from podproof.checker.compile import Compiled
from podproof.checker.engines.explicit import Graph
from podproof.checker.exploration import Options, explore
from podproof.spec.manifest import example, read
from podproof.spec.pod.lifecycle import LIFECYCLE

PODS = {
    "one container": SIZES[1],
    "2 init, 2 sidecars, 5 regular": SIZES[9],
    "5 init, 3 sidecars, 12 regular": SIZES[20],
    "10 init, 6 sidecars, 24 regular": SIZES[40],
}


@pytest.mark.parametrize("size", PODS.values(), ids=PODS)
def test_a_pod_is_compiled_explored_and_every_law_decided_under_all_faults(benchmark, size):
    symbolic = Options(engine="symbolic")
    rounds = 1 if sum(size) > 10 else 5
    explored = benchmark.pedantic(explore, (LIFECYCLE, pod(*size), symbolic), rounds=rounds)
    assert explored.size.complete
    assert {verdict.outcome for verdict in explored.verdicts} <= {"holds", "not applicable"}


def test_a_container_is_explored_state_by_state_and_every_law_decided(benchmark):
    explored = benchmark.pedantic(explore, (LIFECYCLE, pod(0, 0, 1), Options(engine="explicit")), rounds=3)
    assert explored.size.complete


def test_the_shipped_example_is_explored_and_every_law_decided(benchmark):
    (manifest,) = read([example()]).pods
    assert benchmark.pedantic(explore, (LIFECYCLE, manifest.pod), rounds=3).size.complete


def test_the_explicit_engine_explores_a_container_with_all_probes_and_hooks(benchmark):
    model = Compiled(LIFECYCLE, pod(0, 0, 1)).model
    explored = benchmark.pedantic(lambda: Graph(model).explore(), rounds=3)
    benchmark.extra_info["transitions per second"] = round(explored.transitions / benchmark.stats.stats.min)
    assert explored.complete


def test_a_manifest_is_read_and_validated(benchmark):
    assert len(benchmark(read, [example()]).pods) == 1
