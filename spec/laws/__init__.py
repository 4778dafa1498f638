"""What must hold of every life of a Pod, and what must be able to happen in some."""

from podproof.spec.laws.deletions import DELETIONS
from podproof.spec.laws.disruptions import DISRUPTIONS
from podproof.spec.laws.endings import ENDINGS
from podproof.spec.laws.phases import PHASES
from podproof.spec.laws.probes import PROBES
from podproof.spec.laws.progress import PROGRESS
from podproof.spec.laws.records import RECORDS
from podproof.spec.laws.starts import STARTS
from podproof.spec.laws.waits import WAITS

THEMES = {
    "phase and conditions": PHASES,
    "starts, hooks and sandboxes": STARTS,
    "images and back-off": WAITS,
    "probes": PROBES,
    "stopping": ENDINGS,
    "deletion and endpoints": DELETIONS,
    "disruptions": DISRUPTIONS,
    "records": RECORDS,
    "progress": PROGRESS,
}
"""The laws by what they are about: those of one file."""

LAWS = tuple(law._replace(theme=theme) for theme, laws in THEMES.items() for law in laws)

__all__ = ["LAWS", "THEMES"]
