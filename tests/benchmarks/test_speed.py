"""How fast it is: `python -m pytest tests/benchmarks -o addopts=`.  Nothing here can fail for being slow."""

import pytest
from sizes import SHAPES, pod

from checker.compile import compile_pod
from checker.engines.graph import Graph
from checker.exploration import Options, explore
from spec.manifest import example, read
from spec.specification import LIFECYCLE


@pytest.mark.parametrize("containers", [1, 9, 20, 40])
def test_a_pod_is_explored_and_every_law_decided(benchmark, containers):
    symbolic = Options(engine="symbolic")
    explored = benchmark.pedantic(explore, (LIFECYCLE, pod(*SHAPES[containers]), symbolic), rounds=1)
    assert explored.size.complete


def test_the_shipped_example_is_explored_and_every_law_decided(benchmark):
    (manifest,) = read([example()]).pods
    assert benchmark(explore, LIFECYCLE, manifest.pod).size.complete


def test_the_graph_engine_explores_a_container_with_all_probes_and_hooks(benchmark):
    model = compile_pod(LIFECYCLE, pod(0, 0, 1)).model
    assert benchmark.pedantic(lambda: Graph(model).explore(), rounds=3).complete


def test_a_manifest_is_read_and_validated(benchmark):
    assert len(benchmark(read, [example()]).pods) == 1
