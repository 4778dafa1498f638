"""How fast it is: `python -m pytest tests/benchmarks -o addopts=`.  Nothing here can fail for being slow."""

import pytest
from sizes import SHAPES, pod

from podproof.checker.compile import Compiled
from podproof.checker.engines.explicit import Graph
from podproof.checker.exploration import Options, explore
from podproof.spec.manifest import example, read
from podproof.spec.pod.lifecycle import LIFECYCLE

SHAPES_ASKED = {
    "one container": SHAPES[1],
    "2 init, 2 sidecars, 5 regular": SHAPES[9],
    "5 init, 3 sidecars, 12 regular": SHAPES[20],
    "10 init, 6 sidecars, 24 regular": SHAPES[40],
}


@pytest.mark.parametrize("shape", SHAPES_ASKED.values(), ids=SHAPES_ASKED)
def test_a_pod_is_compiled_explored_and_every_law_decided_under_all_faults(benchmark, shape):
    symbolic = Options(engine="symbolic")
    rounds = 1 if sum(shape) > 10 else 5
    explored = benchmark.pedantic(explore, (LIFECYCLE, pod(*shape), symbolic), rounds=rounds)
    assert explored.size.complete
    assert {verdict.outcome for verdict in explored.verdicts} <= {"holds", "not applicable"}


def test_a_container_is_explored_state_by_state_and_every_law_decided(benchmark):
    explored = benchmark.pedantic(explore, (LIFECYCLE, pod(0, 0, 1), Options(engine="explicit")), rounds=3)
    assert explored.size.complete


def test_the_shipped_example_is_explored_and_every_law_decided(benchmark):
    (manifest,) = read([example()]).pods
    assert benchmark.pedantic(explore, (LIFECYCLE, manifest.pod), rounds=3).size.complete


def test_the_graph_engine_explores_a_container_with_all_probes_and_hooks(benchmark):
    model = Compiled(LIFECYCLE, pod(0, 0, 1)).model
    size = benchmark.pedantic(lambda: Graph(model).explore(), rounds=3)
    benchmark.extra_info["transitions per second"] = round(size.transitions / benchmark.stats.stats.min)
    assert size.complete


def test_a_manifest_is_read_and_validated(benchmark):
    assert len(benchmark(read, [example()]).pods) == 1
