"""The recorded job on the page about recordings, as bars over time."""

from generate.notes import ROOT
from podproof.checker.diagrams import timeline
from podproof.spec.observation.entries import Observed
from podproof.spec.observation.recordings import entries


def picture() -> str:
    """The recording as a picture."""
    with open(ROOT / "docs/examples/job.jsonl", "rb") as stream:
        return timeline.svg([each for each in entries(stream) if isinstance(each, Observed)])
