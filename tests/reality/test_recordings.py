"""Recordings of a real kubelet are lives that the specification allows; those not yet accepted are listed."""

import io
import json
from pathlib import Path

import pytest
from recordings import VERSIONS, shapes, text

from podproof.checker.conformance.recordings import Recording

NOT_YET = json.loads(Path(__file__).with_name("not_yet.json").read_text(encoding="utf-8"))
"""For each version the Pods whose recording is still rejected, and what the specification lacks."""


@pytest.mark.parametrize("version", VERSIONS)
def test_every_recording_is_a_legal_life_but_those_listed(version, request):
    recording = Recording(version, shapes(VERSIONS[version]))
    rejected = {found.name for found in recording.judge(io.BytesIO(text(version))) if found.life.illegal is not None}
    if request.config.getoption("--regenerate"):
        _write(version, rejected)
    assert rejected == NOT_YET.get(version, {}).keys()


def _write(version, rejected):
    NOT_YET[version] = {name: NOT_YET.get(version, {}).get(name, "?") for name in sorted(rejected)}
    written = json.dumps(NOT_YET, indent=1, ensure_ascii=False) + "\n"
    Path(__file__).with_name("not_yet.json").write_text(written, encoding="utf-8")
