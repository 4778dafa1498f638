"""Decide every law with all classes of fault on random Pods, and print the laws that do not hold, each with a Pod.

python tests/benchmarks/random_pods.py NUMBER [SEED [INITS REGULARS]]

A Pod has at most INITS init containers and sidecars and REGULARS regular containers; one of each is half a second.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

sys.path.insert(0, str(Path(__file__).parents[2]))  # measures this checkout, installed or not

from podproof.checker.exploration import Options, explore
from podproof.checker.model import Bounds
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Pod
from podproof.spec.strategies.configurations import configurations

ENOUGH = {"holds", "not applicable"}

PER_POD = Bounds(seconds=900)
"""Where the search through one Pod gives up; on a machine that does other things, one takes minutes."""


def drawn(number: int, start: int, most_inits: int = 1, most_regulars: int = 1) -> set[Pod]:
    """So many different Pods."""
    pods: set[Pod] = set()

    @seed(start)
    @settings(max_examples=4 * number, deadline=None, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(configurations(most_inits=most_inits, most_regulars=most_regulars))
    def draw(pod: Pod) -> None:
        if len(pods) < number:
            pods.add(pod)

    draw()
    return pods


def broken(pod: Pod) -> Iterator[str]:
    """The laws that do not hold of this Pod, each with what becomes of it."""
    exploration = explore(LIFECYCLE, pod, Options(engine="symbolic", bounds=PER_POD))
    for verdict in exploration.verdicts:
        if verdict.outcome not in ENOUGH:
            yield f"{verdict.law.name}: {verdict.outcome}"


if __name__ == "__main__":
    asked, *more = map(int, sys.argv[1:])
    found: dict[str, Pod] = {}
    pods = drawn(asked, *(more or [0]))
    for number, pod in enumerate(sorted(pods, key=repr), 1):
        for law in broken(pod):
            if found.setdefault(law, pod) is pod:
                print(f"{law}\n  {pod}", flush=True)
        if number % 100 == 0:
            print(f"{number} of {len(pods)} Pods", file=sys.stderr, flush=True)
    print(f"{len(pods)} random Pods, {len(found)} laws that do not hold")
