"""What must hold of every life of a Pod, and what must be able to happen in some."""

from spec.laws.deletions import DELETIONS
from spec.laws.endings import ENDINGS
from spec.laws.phases import PHASES
from spec.laws.probes import PROBES
from spec.laws.progress import PROGRESS
from spec.laws.starts import STARTS

LAWS = (*PHASES, *STARTS, *PROBES, *ENDINGS, *DELETIONS, *PROGRESS)

__all__ = ["LAWS"]
