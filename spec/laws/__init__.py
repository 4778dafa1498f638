"""What must hold of every life of a Pod, and what must be able to happen in some."""

from spec.laws.deletions import DELETIONS
from spec.laws.disruptions import DISRUPTIONS
from spec.laws.endings import ENDINGS
from spec.laws.phases import PHASES
from spec.laws.probes import PROBES
from spec.laws.progress import PROGRESS
from spec.laws.records import RECORDS
from spec.laws.starts import STARTS
from spec.laws.waits import WAITS

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
