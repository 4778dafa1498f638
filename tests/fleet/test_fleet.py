"""Many recordings are judged by workers as one process judges them, to the letter, whatever breaks on the way."""

import json
import os
import re
import signal
from concurrent.futures import Future
from functools import cache
from pathlib import Path

import pytest
import zstandard

from podproof.checker.cli import main
from podproof.checker.conformance.pod_observers import PodObservers
from podproof.checker.conformance.recordings import Recording, RecordingProblem
from podproof.checker.custom_laws.loading import ExtendedSpecification
from podproof.checker.errors import UsageError
from podproof.checker.exploration import Options
from podproof.checker.fleet import dask_pool, worker
from podproof.checker.fleet.dask_pool import DaskPool
from podproof.checker.fleet.records import VerdictReader
from podproof.checker.fleet.results import PartitionResult
from podproof.checker.fleet.run import Fleet
from podproof.checker.fleet.sources import RecordingSource, sources
from podproof.checker.fleet.tasks import call
from podproof.checker.fleet.worker import FleetSettings, prepare, read
from podproof.checker.gate.cache import Cache
from podproof.checker.gate.checking import Surroundings, check_paths
from podproof.checker.gate.configuration import DEFAULT
from podproof.checker.gate.findings import BEHAVING

ROOT = Path(__file__).parents[2]
RECORDED = ROOT / "tests/reality/traces/v1.36.2-run2.jsonl.zst"
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


def later(line):
    """The same with a later version."""
    return line.replace('"resourceVersion": "', '"resourceVersion": "9')


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """Recordings of two clusters with a Pod that is gone, seen again, impossible, unreadable, or in two parts."""
    folder, found = tmp_path_factory.mktemp("fleet"), events()
    failed = found["single-exit1-never"]
    again = later(failed[-1].replace('"phase": "Failed"', '"phase": "Running"'))
    gone = found["del-unsched"]
    texts = {
        "eu/audit.log.1": [*found["evict-api"][:5], *gone],
        "eu/audit.log": found["evict-api"][5:],
        "eu/impossible.jsonl": [*failed, again],
        "us/gone.jsonl": [*gone, later(gone[-2])],
        "us/broken.jsonl": [*failed[:-1], failed[-1].replace('"exitCode": 1', '"exitCode": "x"'), "garbage"],
    }
    for name, lines in texts.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "us/cut.jsonl.gz").write_bytes(b"\x1f\x8b\x08garbage")
    return folder


@pytest.fixture(scope="session")
def settings(folder):
    return FleetSettings(str(folder), 36, noted=True)


@pytest.fixture(scope="session")
def alone(folder):
    """For each recording, what one process finds: records, lines and problems."""
    observers, reader, found = PodObservers(36), VerdictReader(), {}
    for source in sources([str(folder)]):
        recording = Recording(source.files[0], observers, noted=True)
        verdicts, problems = [], []
        for judged in parts(recording, source.files):
            if isinstance(judged, RecordingProblem):
                problems.append(judged)
            else:
                each = reader.judged(judged, source.cluster)
                verdicts.append((each.record, [text.plain for text in each.lines]))
        found[source] = result(verdicts, problems)
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


def test_paths_that_are_judged_elsewhere_give_the_verdicts_of_one_process(folder, settings, alone):
    assert found_by(Fleet(Here(settings), settings, NO_CACHE), folder) == alone
    records = [text for verdicts, _ in alone.values() for text in verdicts]
    assert sum("outcome='illegal'" in each for each in records) == 2
    assert sum("withdraws_legal=True" in each for each in records) == 1
    assert sum(bool(problems) for _, problems in alone.values()) == 2


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


def test_a_client_that_begins_again_does_not_read_what_it_has_finished(folder, settings, alone, tmp_path):
    first = Cache(tmp_path, print)
    finished = Fleet(Here(settings), settings, first).finished(sources([str(folder)]))
    done = [next(finished)[0], next(finished)[0]]
    first.keep()
    pool, second = Here(settings), Cache(tmp_path, print)
    assert found_by(Fleet(pool, settings, second), folder) == alone
    assert pool.read() == [each for each in alone if each not in done]


def test_a_recording_that_has_changed_is_read_again(folder, settings, tmp_path):
    path = tmp_path / "changed.jsonl"
    path.write_text("garbage")
    cache, source = Cache(tmp_path / "cache", print), RecordingSource("", (str(path),))
    for text in ("garbage", "garbage", "more garbage"):
        path.write_text(text) if path.read_text() != text else None
        pool = Here(settings)
        list(Fleet(pool, settings, cache).finished([source]))
    assert pool.read() == [source]


def test_what_a_worker_cannot_judge_is_a_problem_and_is_not_kept(folder, settings, alone, tmp_path, monkeypatch):
    def broken(*arguments):
        raise ValueError("broken")

    source = next(each for each in alone if "impossible" in each.files[0])  # an owner says why it is
    cache = Cache(tmp_path, print)
    monkeypatch.setattr("podproof.checker.fleet.run.judge_all", broken)
    ((_, found),) = Fleet(Here(settings), settings, cache).finished([source])
    assert any(each.message.endswith("were not judged: ValueError: broken") for each in found.problems)
    pool = Here(settings)
    list(Fleet(pool, settings, cache).finished([source]))
    assert pool.read() == [source]


@pytest.fixture(scope="module")
def cluster(settings):
    """Two workers for the tests of this file; as long as they run, no process imports from its working directory."""
    pool = DaskPool("local:2", prepare, settings)
    yield pool
    pool.end()


def forget():
    """Neither take up nor save what is learned."""
    worker._judge[0].observers.saves = False


def learned_here():
    known = worker._judge[0].observers._known
    return [key for key, each in known.items() if each.size]


def test_two_workers_give_the_verdicts_of_one_process_and_each_configuration_has_one_owner(
    folder, settings, alone, cluster
):
    cluster._client.run(call, cluster._preparation, forget, ())
    assert found_by(Fleet(cluster, settings, NO_CACHE), folder) == alone
    learned = [key for keys in cluster._client.run(learned_here).values() for key in keys]
    assert len(learned) == len(set(learned)) == len(NAMES)


def test_nothing_is_lost_or_counted_twice_when_a_worker_is_killed(folder, settings, alone, cluster):
    found = {}
    for source, each in Fleet(cluster, settings, NO_CACHE).finished(sources([str(folder)])):
        if not found:
            os.kill(next(iter(cluster._client.run(os.getpid).values())), signal.SIGKILL)
        found[source] = found_in(each)
    assert found == alone


def test_a_gate_with_workers_of_a_cluster_reports_as_one_process_does(cluster, tmp_path):
    spec = {"restartPolicy": "Never", "containers": [{"name": "a", "image": "a:1"}]}
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}, "spec": spec}
    (tmp_path / "pod.yaml").write_text(json.dumps(pod))
    options, extended = Options(laws=("failed-is-final",)), ExtendedSpecification(BEHAVING, ())

    def pool(jobs, *preparation):
        return DaskPool(cluster._client.cluster, *preparation)

    def units(surroundings):
        return check_paths([str(tmp_path)], DEFAULT, options, extended, surroundings).units

    assert units(Surroundings(2, pool=pool)) == units(Surroundings())


def test_a_worker_of_another_podproof_is_refused(cluster, monkeypatch):
    other = cluster._preparation._replace(sources=b"other")
    monkeypatch.setattr(cluster, "_preparation", other)
    with pytest.raises(UsageError, match="workers of another podproof: tls"):
        cluster._refuse_others()
    with pytest.raises(UsageError, match="of another podproof has joined"):
        cluster.submit(os.getpid).result()


def test_an_address_where_no_scheduler_answers_is_a_mistake_of_one_line(monkeypatch):
    monkeypatch.setattr(dask_pool, "CONNECTING", 0.2)
    with pytest.raises(UsageError, match="no scheduler of Dask answers") as raised:
        DaskPool("tcp://127.0.0.1:9", prepare, None)
    assert len(str(raised.value).splitlines()) == 1


@pytest.mark.parametrize("address", ["nope", "local:0", "local:x", "local:9999", "http://[::bad", ""])
def test_what_is_no_address_of_a_scheduler_is_refused_at_once(address):
    with pytest.raises(UsageError, match=re.escape(f"--cluster {address}: ")):
        DaskPool(address, prepare, None)


def test_the_command_prints_with_a_cluster_what_it_prints_without(folder, cluster, monkeypatch, capsys):
    def taken(address, *preparation):
        assert address == "local:2"
        return DaskPool(cluster._client.cluster, *preparation)

    monkeypatch.setattr(dask_pool, "DaskPool", taken)
    command = ["conform", "trace", str(folder / "us"), str(folder / "none"), "--summary", "text"]
    printed = [(main([*command, *more]), capsys.readouterr()) for more in ([], ["--cluster", "local:2", "--no-cache"])]
    assert printed[0] == printed[1]
    assert "none: error: No such file" in printed[0][1].err
    assert main(["conform", "trace", "-", "--cluster", "local:2"]) == 2
