"""Recordings of two clusters, and what one process finds in them."""

import pytest
from fleet_here import events, parts, result

from podproof.checker.conformance.pod_observers import PodObservers
from podproof.checker.conformance.recordings import Recording, RecordingProblem
from podproof.checker.fleet.records import VerdictReader
from podproof.checker.fleet.sources import sources
from podproof.checker.fleet.worker import FleetSettings


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
