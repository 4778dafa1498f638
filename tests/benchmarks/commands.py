"""Measure whole commands, interpreter start included, in CPU seconds: where nothing is saved yet, and afterwards.

python tests/benchmarks/commands.py 3               the fastest of three runs
python tests/benchmarks/commands.py 3 CHECKOUT      run by run beside those of another checkout, with ratios
"""

import os
import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory

import zstandard

ROOT = Path(__file__).parents[2]
ONE = "spec/pod/scenarios/single-always.yaml"
RECORDED = ROOT / "tests/reality/traces/v1.36.2.jsonl.zst"

COMMANDS = {
    "`podproof --help`": ("--help",),
    "`podproof explore` of one container": ("explore", ONE),
    "`podproof explore` of the shipped example": ("explore", "spec/pod/examples/web.yaml"),
    "`podproof check` of one container": ("check", ONE, "--no-cache", "--jobs", "1"),
    "`podproof check` of the scenarios": ("check", "spec/pod/scenarios", "--no-cache", "--jobs", "1"),
    "`podproof time` of one container, one question": ("time", ONE, "--from", "created", "--to", "Ready"),
    "`podproof conform trace` of 159 Pods of 88 configurations": ("conform", "trace", "RECORDING"),
}


def seconds(checkout: Path, arguments: tuple[str, ...], folder: Path) -> float:
    """The CPU seconds of one run."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before = getrusage(RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "checker", *arguments]
    ran = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode in (0, 1, 2, 3) and "Traceback" not in ran.stderr, ran.stderr
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(times: int, checkouts: list[Path], arguments: tuple[str, ...], scratch: Path) -> list[tuple[float, float]]:
    """For each checkout the first run with an empty cache folder, and the fastest of those after it."""
    beside = [(each, scratch / f"cache-{number}") for number, each in enumerate(checkouts)]
    empty = [seconds(each, arguments, folder) for each, folder in beside]
    runs = [[seconds(each, arguments, folder) for each, folder in beside] for _ in range(times)]
    return [(first, min(later)) for first, later in zip(empty, zip(*runs, strict=True), strict=True)]


def cells(measured: list[tuple[float, float]]) -> str:
    """The cells of one line: this checkout, and what it takes of the time of the other one."""
    (first, later), *others = measured
    ratios = [f"{other:.2f} | ×{later / other:.2f}" for _, other in others]
    return " | ".join((f"{first:.2f}", f"{later:.2f}", *ratios))


if __name__ == "__main__":
    number, *others = sys.argv[1:] or ["1"]
    checkouts = [ROOT, *map(Path, others)]
    print("| command | nothing saved | after that |" + " other checkout | ratio |" * len(others))
    print("|---|---:|---:|" + "---:|---:|" * len(others))
    for name, arguments in COMMANDS.items():
        with TemporaryDirectory() as scratch:
            recording = Path(scratch) / "recording.jsonl"
            recording.write_bytes(zstandard.decompress(RECORDED.read_bytes()))
            given = tuple(str(recording) if each == "RECORDING" else each for each in arguments)
            measured = measure(int(number), checkouts, given, Path(scratch))
        print(f"| {name} | {cells(measured)} |", flush=True)
