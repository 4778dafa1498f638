"""A recording is judged partition by partition as it is judged at once, whoever reads each of them."""

import pytest
from fleet_here import NAMES, NO_CACHE, Here, events, found_in, parts, result

from podproof.checker.conformance.pod_observers import PodObservers
from podproof.checker.conformance.recordings import Recording
from podproof.checker.fleet.records import VerdictReader
from podproof.checker.fleet.results import PartitionResult
from podproof.checker.fleet.run import Fleet
from podproof.checker.fleet.sources import RecordingSource
from podproof.checker.fleet.worker import prepare, read
from podproof.checker.gate.cache import Cache


@pytest.fixture
def small_partitions(monkeypatch, folder, settings):
    """Partitions of a few observations, in a process that has begun none; a Pod is soon not recognized any more."""
    monkeypatch.setattr("podproof.checker.fleet.partitions.OBSERVATIONS", 3)
    monkeypatch.setattr("podproof.checker.conformance.recordings.ENDED", 1)
    lines = [line for name in NAMES for line in events()[name]]
    path = folder.parent / "many.jsonl"
    if not path.exists():
        copies = [line.replace('"uid": "', f'"uid": "{number}-') for number in range(4) for line in lines]
        path.write_text("\n".join(copies) + "\n")
    prepare(settings)
    return RecordingSource("", (str(path),))


def test_a_recording_in_many_partitions_has_the_verdicts_and_totals_of_one_process(small_partitions, settings):
    observers, reader = PodObservers(36), VerdictReader()
    recording = Recording(small_partitions.files[0], observers, noted=True)
    judged = list(parts(recording, small_partitions.files))
    verdicts = [reader.judged(each) for each in judged]
    found = [each for _, each in Fleet(Here(settings), settings, NO_CACHE).finished([small_partitions])]
    assert len(found) > 3
    assert [each.is_last for each in found] == [False] * (len(found) - 1) + [True]
    assert found[-1].totals == recording.totals
    together = PartitionResult()
    for each in found:
        together.add(each)
    assert found_in(together) == result([(each.record, [t.plain for t in each.lines]) for each in verdicts], [])


def test_a_process_that_takes_over_reads_a_recording_up_to_its_partition(small_partitions, settings):
    first = [read(small_partitions, number).result for number in range(3)]
    prepare(settings)
    assert read(small_partitions, 2).result == first[2]
    assert read(small_partitions, 1).result == first[1]


def test_a_client_that_was_killed_within_a_recording_judges_only_the_rest(small_partitions, settings, tmp_path):
    cache = Cache(tmp_path, print)
    whole = [each for _, each in Fleet(Here(settings), settings, NO_CACHE).finished([small_partitions])]
    next(Fleet(Here(settings), settings, cache).finished([small_partitions]))
    pool = Here(settings)
    assert [each for _, each in Fleet(pool, settings, cache).finished([small_partitions])] == whole
    numbers = [arguments[1] for function, arguments in pool.calls if function is read]
    assert numbers == list(range(1, len(whole)))


def test_a_worker_counts_the_pods_of_which_nothing_is_printed(small_partitions, settings):
    quiet = settings._replace(quiet=True)
    verdicts = [each for _, each in Fleet(Here(settings), settings, NO_CACHE).finished([small_partitions])]
    counted = [each for _, each in Fleet(Here(quiet), quiet, NO_CACHE).finished([small_partitions])]
    assert sum(len(each.verdicts) for each in verdicts) == sum(each.tally.pods for each in counted) == 12
    assert not any(each.verdicts for each in counted)
    assert sum(each.tally.summary.total().pods for each in counted) == 12
