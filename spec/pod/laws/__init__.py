"""What must hold in every execution of a Pod, and what must be possible in some."""

from podproof.spec.pod.laws.accidents import ACCIDENTS
from podproof.spec.pod.laws.deletions import DELETIONS
from podproof.spec.pod.laws.disruptions import DISRUPTIONS
from podproof.spec.pod.laws.early_ends import EARLY_ENDS
from podproof.spec.pod.laws.endings import ENDINGS
from podproof.spec.pod.laws.phases import PHASES
from podproof.spec.pod.laws.preparation import PREPARATION
from podproof.spec.pod.laws.probes import PROBES
from podproof.spec.pod.laws.progress import PROGRESS
from podproof.spec.pod.laws.records import RECORDS
from podproof.spec.pod.laws.sandboxes import SANDBOXES
from podproof.spec.pod.laws.starts import STARTS
from podproof.spec.pod.laws.waits import WAITS

THEMES = {
    "phase and conditions": PHASES,
    "sandboxes": SANDBOXES,
    "starts, hooks and restarts": STARTS,
    "images and back-off": WAITS,
    "images and settings": PREPARATION,
    "failed starts and updates": ACCIDENTS,
    "probes": PROBES,
    "stopping": ENDINGS,
    "deletion and endpoints": DELETIONS,
    "disruptions": DISRUPTIONS,
    "early ends": EARLY_ENDS,
    "records": RECORDS,
    "progress": PROGRESS,
}
"""The laws by theme, one file each."""

LAWS = tuple(law._replace(theme=theme) for theme, laws in THEMES.items() for law in laws)

__all__ = ["LAWS", "THEMES"]
