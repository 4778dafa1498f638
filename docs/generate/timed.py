"""The execution of 87 seconds on the page about times, as bars over time."""

import podproof
from generate.notes import ROOT

EXAMPLE = ROOT / "docs/examples/liveness-exec"


def picture() -> str:
    """The execution as a picture."""
    (manifest,) = podproof.read(EXAMPLE.with_suffix(".yaml"))
    times = podproof.time(manifest, config=EXAMPLE.with_suffix(".toml"))
    drawn = times.timeline(times.between("created", "Restarted"), 87)
    assert drawn is not None
    return drawn
