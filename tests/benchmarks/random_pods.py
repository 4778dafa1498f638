"""Decide every law with all classes of fault on random Pods, and print the laws that do not hold, each with a Pod.

python tests/benchmarks/random_pods.py NUMBER [SEED]
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

sys.path.insert(0, str(Path(__file__).parents[2]))  # measures this checkout, installed or not

from podproof.checker.exploration import Options, explore
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Pod
from podproof.spec.strategies.configurations import configurations

ENOUGH = {"holds", "not applicable"}


def drawn(number: int, start: int) -> set[Pod]:
    """So many different Pods, small ones, so that a Pod takes about a second."""
    pods: set[Pod] = set()

    @seed(start)
    @settings(max_examples=4 * number, deadline=None, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(configurations(most_inits=1, most_regulars=1))
    def draw(pod: Pod) -> None:
        if len(pods) < number:
            pods.add(pod)

    draw()
    return pods


def broken(pod: Pod) -> Iterator[str]:
    """The laws that do not hold of this Pod, each with what becomes of it."""
    exploration = explore(LIFECYCLE, pod, Options(engine="symbolic", liveness="almost-sure"))
    for verdict in exploration.verdicts:
        if verdict.outcome not in ENOUGH:
            yield f"{verdict.law.name}: {verdict.outcome}"


if __name__ == "__main__":
    asked, start = int(sys.argv[1]), int((sys.argv[2:] or ["0"])[0])
    found: dict[str, Pod] = {}
    pods = drawn(asked, start)
    for number, pod in enumerate(sorted(pods, key=repr), 1):
        for law in broken(pod):
            if found.setdefault(law, pod) is pod:
                print(f"{law}\n  {pod}", flush=True)
        if number % 100 == 0:
            print(f"{number} of {len(pods)} Pods", file=sys.stderr, flush=True)
    print(f"{len(pods)} random Pods, {len(found)} laws that do not hold")
