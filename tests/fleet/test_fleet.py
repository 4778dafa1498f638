"""Many recordings are judged by workers as one process judges them, to the letter, whatever breaks on the way."""

import json
import os
import re
import signal

import pytest
from fleet_here import NAMES, NO_CACHE, Here, found_by, found_in

from podproof.checker.cli import main
from podproof.checker.custom_laws.loading import ExtendedSpecification
from podproof.checker.errors import UsageError
from podproof.checker.exploration import Options
from podproof.checker.fleet import dask_pool, worker
from podproof.checker.fleet.dask_pool import DaskPool
from podproof.checker.fleet.run import Fleet
from podproof.checker.fleet.sources import RecordingSource, sources
from podproof.checker.fleet.tasks import call
from podproof.checker.fleet.worker import prepare
from podproof.checker.gate import fingerprints
from podproof.checker.gate.cache import Cache
from podproof.checker.gate.checking import Surroundings, check_paths
from podproof.checker.gate.configuration import DEFAULT
from podproof.checker.gate.configurations import canonical
from podproof.checker.gate.findings import BEHAVING


def test_paths_that_are_judged_elsewhere_give_the_verdicts_of_one_process(folder, settings, alone):
    assert found_by(Fleet(Here(settings), settings, NO_CACHE), folder) == alone
    records = [text for verdicts, _ in alone.values() for text in verdicts]
    assert sum("outcome='illegal'" in each for each in records) == 2
    assert sum("withdraws_legal=True" in each for each in records) == 1
    assert sum(bool(problems) for _, problems in alone.values()) == 2


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
    """The configurations whose automata this process has learned, those that are alike once."""
    observers = {id(each.likely): each for each in worker._judge[0].observers._known.values() if each.size}
    return [fingerprints.of(canonical(each.pod)) for each in observers.values()]


def test_two_workers_give_the_verdicts_of_one_process_and_each_configuration_has_one_owner(
    folder, settings, alone, cluster
):
    cluster._client.run(call, cluster._preparation, forget, ())
    assert found_by(Fleet(cluster, settings, NO_CACHE), folder) == alone
    learned = [each for those in cluster._client.run(learned_here).values() for each in those]
    assert len(learned) == len(set(learned)) == len(NAMES) - 1  # two of the Pods have the same executions


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
