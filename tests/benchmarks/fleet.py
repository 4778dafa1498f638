"""A fleet against one process: the same recordings, and the same manifests, in processor and in wall seconds.

What is learned about configurations costs the same in both, so each is measured with few observations and with many,
and the difference is what an observation costs.

python tests/benchmarks/fleet.py [OBSERVATIONS] [MANIFESTS] [WORKERS] [PODS]

By default 1,000,000 observations, 10,000 manifests and 2 workers; 0 leaves one of them out. PODS takes only so many
Pods of the recording.
"""

import json
import os
import subprocess
import sys
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from time import perf_counter
from typing import NamedTuple

import zstandard

sys.path.insert(0, str(Path(__file__).parents[2]))  # measures this checkout, installed or not

from repository import manifests, write

ROOT = Path(__file__).parents[2]
RECORDED = ROOT / "tests/reality/traces/v1.36.2.jsonl.zst"
FILES = 32
"""Recordings among which the observations are distributed."""


class Run(NamedTuple):
    """What a command took, in seconds of all its processes and of the wall, and the largest of them in MB."""

    work: float
    wall: float
    peak: int
    last: str


def run(*arguments: str) -> Run:
    """Run a command of podproof."""
    began = perf_counter()
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "checker", *arguments]
    with TemporaryFile("w+") as printed, TemporaryFile("w+") as errors:
        ran = subprocess.Popen(command, stdout=printed, stderr=errors, env=environment, cwd=ROOT)
        _, status, used = os.wait4(ran.pid, 0)  # with all that it has waited for
        ran.returncode, wall = os.waitstatus_to_exitcode(status), perf_counter() - began
        printed.seek(0), errors.seek(0)
        if ran.returncode not in (0, 1, 2, 3):  # 2 and 3: what a few manifests cannot be asked
            raise SystemExit(errors.read())
        return Run(used.ru_utime + used.ru_stime, wall, used.ru_maxrss // 1000, printed.read().splitlines()[-1])


def record(folder: Path, observations: int, files: int, pods: int | None) -> int:
    """Write this many observations, or a few more, of ever other Pods with the same configurations."""
    lines = zstandard.decompress(RECORDED.read_bytes()).splitlines(keepends=True)
    if pods is not None:
        names = dict.fromkeys(json.loads(line)["object"]["metadata"]["name"] for line in lines)
        kept = [b'"name": "%s"' % name.encode() for name in list(names)[:pods]]
        lines = [line for line in lines if any(name in line for name in kept)]
    text, written = b"".join(lines), 0
    folder.mkdir()
    copies = count()
    for file in range(files):
        with zstandard.open(folder / f"{file:02}.jsonl.zst", "wb", cctx=zstandard.ZstdCompressor(1)) as stream:
            while written < observations * (file + 1) / files:
                stream.write(text.replace(b'"uid": "', f'"uid": "{next(copies)}-'.encode()))
                written += len(lines)
    return written


def compare(title: str, number: int, few: tuple[Run, Run], many: tuple[Run, Run]) -> None:
    """Print one process and the fleet, with few and with many, and what each additional one costs."""
    print(f"{title}: {number:,}")
    for name, least, most in zip(("one process", "fleet"), few, many, strict=True):
        print(f"  {name:12} {most.work:7.1f} s of work, {most.wall:7.1f} s, peak {most.peak} MB ({most.last.strip()})")
        print(f"  {'':12} {(most.work - least.work) / number * 1e6:7.1f} µs of work for each after the first")
    one, fleet = many
    steady = (many[1].work - few[1].work) / (many[0].work - few[0].work) - 1
    print(f"  overhead     {fleet.work / one.work - 1:+7.0%} of work in all, {steady:+.0%} for each after the first")
    print(f"  speed        {one.wall / fleet.wall:7.2f} times")


def main(observations: int, workloads: int, workers: int, pods: int | None) -> None:
    """Measure both."""
    cluster = "--cluster", f"local:{workers}", "--no-cache"
    with TemporaryDirectory() as name:
        folder = Path(name)
        if observations:
            few, many = record(folder / "few", 1, 1, pods), record(folder / "many", observations, FILES, pods)
            run("conform", "trace", "-q", str(folder / "few"))  # learns the configurations for all further runs
            pools = (), cluster
            runs = [
                tuple(run("conform", "trace", "-q", str(folder / size), *options) for options in pools)
                for size in ("few", "many")
            ]
            compare("observations", many - few, *runs)
        if workloads:
            write(folder / "few-manifests", manifests(workloads // 10))
            write(folder / "manifests", manifests(workloads))
            pools = ("-j", "1", "--no-cache"), cluster
            names = "few-manifests", "manifests"
            runs = [tuple(run("check", "-q", str(folder / size), *options) for options in pools) for size in names]
            compare("manifests", workloads - workloads // 10, *runs)


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    main(*(*given[:3], *(1_000_000, 10_000, 2)[len(given) :])[:3], given[3] if len(given) > 3 else None)
