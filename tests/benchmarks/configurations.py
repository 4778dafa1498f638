"""Measure the CPU seconds that the model takes for each different configuration of a folder, all in one process.

python tests/benchmarks/repository.py FOLDER 1000
python tests/benchmarks/configurations.py FOLDER [NUMBER]     the first so many configurations
"""

import sys
from collections.abc import Iterator
from itertools import islice
from time import process_time

from podproof.checker.api.options import exploration_options
from podproof.checker.gate.clock import ManifestClock
from podproof.checker.gate.configuration import GateConfiguration
from podproof.checker.gate.configurations import canonical
from podproof.checker.gate.findings import BEHAVING, questions
from podproof.checker.gate.workers import RunSettings, judge
from podproof.checker.model import Bounds
from podproof.spec.manifest.reading import read


def seconds(folder: str, number: int) -> Iterator[float]:
    """The CPU seconds of each configuration."""
    options = exploration_options(BEHAVING, faults="all", laws=(), engine="auto", liveness="auto", bounds=Bounds())
    settings, gate = RunSettings(lambda: BEHAVING, options, {}), GateConfiguration()
    clocks = (ManifestClock(each, gate) for each in read([folder]).pods)
    different = dict.fromkeys((canonical(each.manifest.pod), questions(each)) for each in clocks)
    for pod, asked in islice(different, number):
        began = process_time()
        answer = judge(BEHAVING, settings, pod, asked)
        assert not answer.bound, answer.bound
        yield process_time() - began


if __name__ == "__main__":
    folder, number, *_ = (*sys.argv[1:], "1000")
    taken = sorted(seconds(folder, int(number)))
    print(f"{len(taken)} configurations: mean {sum(taken) / len(taken):.2f} s, slowest {taken[-1]:.2f} s")
