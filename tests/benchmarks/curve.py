"""Measure the curve from 1 to 40 containers, each size in a process of its own, and print it as a table.

python tests/benchmarks/curve.py      each size once
python tests/benchmarks/curve.py 3    each size three times; the fastest run counts
"""

import json
import resource
import subprocess
import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))  # measures this checkout, installed or not
from sizes import SIZES, pod

HEADING = (
    "| containers | states | nodes | seconds | compile | closures and fixpoint | laws | two traces | peak MB |\n"
    "|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
)
SITUATIONS = ("Succeeded", "CrashLoopBackOff")


def measure(containers: int) -> dict[str, float]:
    """The cost of exploring one Pod and finding two traces, in this process."""
    from podproof.checker.exploration import Options, explore
    from podproof.spec.pod.lifecycle import LIFECYCLE

    result = explore(LIFECYCLE, pod(*SIZES[containers]), Options(engine="symbolic", liveness="auto"))
    began = perf_counter()
    for each in result.situations:
        if each.situation.name in SITUATIONS:
            result.engine.trace(each.question)
    traces = perf_counter() - began
    return {
        **result.seconds._asdict(),
        "traces": traces,
        "total": sum(result.seconds) + traces,
        "magnitude": len(str(result.size.states)) - 1,
        "nodes": result.size.nodes or 0,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


def fastest(containers: int, times: int) -> dict[str, float]:
    """The fastest of this many runs, each in a process of its own."""
    command = [sys.executable, __file__, "--one", str(containers)]
    runs = [subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(times)]
    return min(map(json.loads, runs), key=lambda run: run["total"])


def line(containers: int, run: dict[str, float]) -> str:
    """One line of the table."""
    shares = " | ".join(f"{run[part]:.2f}" for part in ("total", "compile", "explore", "decide", "traces"))
    return f"| {containers} | 10^{run['magnitude']} | {run['nodes']:,} | {shares} | {run['memory']:.0f} |"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(int(sys.argv[2]))))
    else:
        print(HEADING)
        for size in SIZES:
            print(line(size, fastest(size, int((sys.argv[1:] or ["1"])[0]))), flush=True)
