"""Measure Pods with many containers, all classes of fault, on the modular engine, and print a table of CPU seconds.

python tests/benchmarks/modular.py            each size once
python tests/benchmarks/modular.py symbolic   the same with the symbolic engine, which takes minutes
"""

import json
import resource
import subprocess
import sys
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[2]))  # measures this checkout, installed or not
from sizes import SIZES, pod

MANY = {number: SIZES[number] for number in (20, 40)} | {100: (25, 15, 60)}
HEADING = "| containers | CPU seconds | decided laws | open | peak MB |\n|---:|---:|---:|---:|---:|"


def measure(containers: int, engine: str) -> dict[str, float]:
    """The cost of deciding one Pod in this process."""
    from podproof.checker.exploration import Options, explore
    from podproof.spec.pod.lifecycle import LIFECYCLE

    result = explore(LIFECYCLE, pod(*MANY[containers]), Options(engine, liveness="auto"))
    outcomes = [verdict.outcome for verdict in result.verdicts]
    return {
        "total": process_time(),
        "decided": sum(outcome in ("holds", "violated", "vacuous") for outcome in outcomes),
        "open": outcomes.count("undecided"),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(int(sys.argv[2]), sys.argv[3])))
    else:
        print(HEADING)
        for size in MANY:
            command = [sys.executable, __file__, "--one", str(size), (sys.argv[1:] or ["modular"])[0]]
            run = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            answers = f"{run['decided']} | {run['open']} | {run['memory']:.0f}"
            print(f"| {size} | {run['total']:.1f} | {answers} |", flush=True)
