"""Measure the curve from 1 to 40 containers, each size in a process of its own, and print it as a table.

python tests/benchmarks/curve.py
"""

import resource
import subprocess
import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent))
from sizes import SHAPES, pod

HEADING = "| containers | worlds | nodes | seconds | compile | closures and fixpoint | laws | two stories | MiB |"


def measured(containers: int) -> str:
    """One line of the table."""
    from checker.exploration import Options, explore
    from spec.specification import LIFECYCLE

    found = explore(LIFECYCLE, pod(*SHAPES[containers]), Options(engine="symbolic"))
    began = perf_counter()
    for finding in found.findings:
        if finding.situation.name in ("Succeeded", "CrashLoopBackOff"):
            found.engine.story(finding.question)
    stories = perf_counter() - began
    worlds = f"10^{len(str(found.size.worlds)) - 1}"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    compiled, explored, decided = (f"{share:.2f}" for share in found.seconds)
    total = f"{sum(found.seconds) + stories:.2f}"
    return (
        f"| {containers} | {worlds} | {found.size.nodes:,} | {total} | {compiled} | {explored} | {decided} "
        f"| {stories:.2f} | {memory} |"
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(measured(int(sys.argv[1])))
    else:
        print(HEADING)
        print("|" + "---|" * HEADING.count(" |"))
        for size in SHAPES:
            subprocess.run([sys.executable, __file__, str(size)], check=True)
