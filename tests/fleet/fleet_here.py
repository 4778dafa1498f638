"""Recorded Pods, and a fleet whose work is done in this process."""

import json
from concurrent.futures import Future
from functools import cache
from pathlib import Path

import zstandard

from podproof.checker.fleet import worker
from podproof.checker.fleet.results import PartitionResult
from podproof.checker.fleet.sources import sources
from podproof.checker.fleet.worker import prepare, read
from podproof.checker.gate.cache import Cache

RECORDED = Path(__file__).parents[1] / "reality/traces/v1.36.2-run2.jsonl.zst"
NAMES = "single-exit1-never", "evict-api", "del-unsched"
NO_CACHE = Cache(None, print)


@cache
def events():
    """The watch events of some Pods, by their names."""
    lines = zstandard.decompress(RECORDED.read_bytes()).decode().splitlines()
    found = {name: [] for name in NAMES}
    for line in lines:
        if (name := json.loads(line)["object"]["metadata"]["name"]) in found:
            found[name].append(line)
    return found


def parts(recording, files):
    """What is certain while the parts of a recording are read, and in the end."""
    for number, file in enumerate(files):
        if number:
            recording.begin(file)
        with open(file, "rb") as stream:
            yield from recording.read(stream)
    yield from recording.finish()


def result(verdicts, problems):
    """What was found, in an order that does not depend on when it was found."""
    return sorted(map(repr, verdicts)), sorted(problems)


def found_by(fleet, folder):
    """What a fleet finds in each recording of a folder."""
    found = {}
    for source, each in fleet.finished(sources([str(folder)])):
        found.setdefault(source, PartitionResult()).add(each)
    return {source: found_in(each) for source, each in found.items()}


def found_in(partition):
    """What was found in a partition, or in several of one recording."""
    return result([(each.record, list(each.lines)) for each in partition.verdicts], partition.problems)


class Here:
    """A pool whose work is done at once in this process, and counted."""

    workers = ("here",)

    def __init__(self, settings):
        if not worker._judge or worker._judge[0].settings != settings:
            prepare(settings)
        self.calls = []

    def owner(self, key):
        return "here"

    def submit(self, function, /, *arguments, worker=""):
        future = Future()
        self.calls.append((function, arguments))
        try:
            future.set_result(function(*arguments))
        except Exception as error:
            future.set_exception(error)
        return future

    def read(self):
        return [arguments[0] for function, arguments in self.calls if function is read]
