"""How fast recordings are judged: `python -m pytest tests/benchmarks -o addopts=`.  No test fails for being slow."""

import io
import json
import resource
from itertools import count
from pathlib import Path

import pytest
import zstandard

from podproof.checker.conformance.pod_observers import PodObservers
from podproof.checker.conformance.recordings import Recording
from podproof.spec.observation.recordings import entries

RECORDED = Path(__file__).parents[1] / "reality/traces/v1.36.2.jsonl.zst"
COPIES = 20
"""How often the recording is repeated for the large stream, with other Pods of the same configurations."""


@pytest.fixture(scope="module")
def recorded():
    """A mixed recording of 159 Pods of 88 configurations."""
    return zstandard.decompress(RECORDED.read_bytes())


def judged(stream, observers):
    return sum(1 for _ in Recording("-", observers).judge(io.BytesIO(stream)))


def test_a_large_mixed_stream_of_known_configurations_is_judged(benchmark, recorded):
    observers = PodObservers(36)
    pods = judged(recorded, observers)
    stream = b"".join(recorded.replace(b'"uid": "', f'"uid": "{n}-'.encode()) for n in range(COPIES))
    assert benchmark.pedantic(judged, (stream, observers), rounds=3) == pods * COPIES
    benchmark.extra_info["observations per second"] = round(stream.count(b"\n") / benchmark.stats.stats.min)


def test_every_configuration_of_the_recording_is_compiled_and_judged(benchmark, recorded):
    observers = PodObservers(36)
    benchmark.pedantic(judged, (recorded, observers), rounds=1)
    benchmark.extra_info["seconds per configuration"] = benchmark.stats.stats.min / len(observers)


def test_what_kubectl_prints_over_many_lines_is_read(benchmark, recorded):
    objects = [json.loads(line)["object"] for line in recorded.splitlines()]
    printed = "".join(f"{json.dumps(each, indent=4)}\n" for each in objects).encode()
    assert benchmark(lambda: sum(1 for _ in entries(io.BytesIO(printed)))) == len(objects)
    benchmark.extra_info["µs for each observation"] = benchmark.stats.stats.min / len(objects) * 1e6


class Stream(io.RawIOBase):
    """The recording repeated, each time with other Pods, generated as it is read."""

    def __init__(self, recorded, megabytes):
        self.left, self.held, self.copies = megabytes * 1_000_000, b"", count()
        self.recorded = recorded

    def readable(self):
        return True

    def readinto(self, buffer):
        if not self.held and self.left > 0:
            self.held = self.recorded.replace(b'"uid": "', f'"uid": "{next(self.copies)}-'.encode())
            self.left -= len(self.held)
        part, self.held = self.held[: len(buffer)], self.held[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def test_a_stream_of_a_gigabyte_takes_little_more_memory_than_its_first_twentieth(benchmark, recorded):
    observers = PodObservers(36)

    def peak(megabytes):
        recording = Recording("-", observers)
        for _ in recording.judge(io.BufferedReader(Stream(recorded, megabytes))):
            pass
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000

    begin = peak(50)
    end = benchmark.pedantic(peak, (1000,), rounds=1)
    benchmark.extra_info["MB after 50 MB and after 1 GB"] = begin, end
    assert end - begin < 200  # some 4 kB for each Pod that is not gone
