"""Measure what liveness laws cost, decided almost surely, in CPU seconds of whole processes.

python tests/benchmarks/liveness.py 2               the faster of two runs for each size
python tests/benchmarks/liveness.py 2 CHECKOUT      run by run beside those of another checkout, with ratios
"""

import os
import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

HERE = Path(__file__).parent
COUNTED = (4, 9, 13, 20, 30)
STRENGTHS = ("with them", "without")


def explored(containers: int, strength: str) -> None:
    """All laws of one Pod in this process, in the checkout that is the current folder."""
    sys.path[:0] = [str(Path.cwd()), str(HERE)]
    from sizes import SIZES, pod

    from podproof.checker.exploration import Options, explore
    from podproof.checker.verify import LIVENESS_KINDS
    from podproof.spec.pod.lifecycle import LIFECYCLE

    others = tuple(law.name for law in LIFECYCLE.laws if law.kind not in LIVENESS_KINDS)
    laws = others if strength == "without" else ()
    result = explore(LIFECYCLE, pod(*SIZES[containers]), Options(engine="symbolic", laws=laws))
    assert result.outcome == "holds", [each for each in result.verdicts if each.outcome != "holds"]


def seconds(checkout: Path, containers: int, strength: str) -> float:
    """The CPU seconds of one run."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = getrusage(RUSAGE_CHILDREN)
    command = [sys.executable, __file__, "--one", str(containers), strength]
    subprocess.run(command, cwd=checkout, env=environment, check=True)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def line(containers: int, times: int, checkouts: list[Path]) -> str:
    """One line of the table: both strengths in each checkout, and the ratios between the first and the second."""
    cells = []
    for strength in STRENGTHS:
        runs = [[seconds(checkout, containers, strength) for checkout in checkouts] for _ in range(times)]
        fastest = [min(each) for each in zip(*runs, strict=True)]
        ratios = [f"×{fastest[0] / other:.2f}" for other in fastest[1:]]
        cells += [*(f"{each:.2f}" for each in reversed(fastest)), *ratios]
    return f"| {containers} | {' | '.join(cells)} |"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        explored(int(sys.argv[2]), sys.argv[3])
    else:
        number, *others = sys.argv[1:] or ["1"]
        checkouts = [HERE.parents[1], *map(Path, others)]
        heads = ("before, ", "", "ratio, ") if others else ("",)
        print("| containers |", " | ".join(f"{head}{each}" for each in STRENGTHS for head in heads), "|")
        print("|---:" * (1 + len(heads) * len(STRENGTHS)) + "|")
        for size in COUNTED:
            print(line(size, int(number), checkouts), flush=True)
