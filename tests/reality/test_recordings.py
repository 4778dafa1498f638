"""The recordings of a real kubelet are legal; those that are not accepted yet are listed."""

import io
import json
from pathlib import Path

import pytest
from recordings import VERSIONS, observers, snapshots, text

from podproof.checker.conformance.recordings import judge

NOT_YET = json.loads(Path(__file__).with_name("not_yet.json").read_text(encoding="utf-8"))
"""For each version the Pods whose recording is still rejected, and what the specification lacks."""


@pytest.mark.parametrize("version", VERSIONS)
def test_every_recorded_pod_is_legal_except_those_listed(version, request):
    verdicts = judge(io.BytesIO(text(version)), version, observers(VERSIONS[version]))
    rejected = {verdict.name for verdict in verdicts if not verdict.legal}
    if request.config.getoption("--regenerate"):
        _write(version, rejected)
    assert rejected == NOT_YET.get(version, {}).keys()


@pytest.mark.parametrize("version", VERSIONS)
def test_every_recorded_status_alone_is_legal(version):
    """As in the output of `kubectl get pods -A -o json`: whoever wrote last, nothing is known of what was before."""
    rejected = [place for each, shown, place in snapshots(version) if not each.likely.after(each.likely.start, shown)]
    assert rejected == []


def _write(version, rejected):
    NOT_YET[version] = {name: NOT_YET.get(version, {}).get(name, "?") for name in sorted(rejected)}
    document = json.dumps(NOT_YET, indent=1, ensure_ascii=False) + "\n"
    Path(__file__).with_name("not_yet.json").write_text(document, encoding="utf-8")
