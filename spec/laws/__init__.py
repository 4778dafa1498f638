"""What must hold of every life of a Pod, and what must be able to happen in some."""

from spec.laws.answers import ANSWERS
from spec.laws.deletions import DELETIONS
from spec.laws.duties import DUTIES
from spec.laws.endings import ENDINGS
from spec.laws.phases import PHASES
from spec.laws.probes import PROBES
from spec.laws.progress import PROGRESS
from spec.laws.records import RECORDS
from spec.laws.results import RESULTS
from spec.laws.stages import STAGES
from spec.laws.starts import STARTS
from spec.laws.waits import WAITS

LAWS = (
    *PHASES,
    *STARTS,
    *PROBES,
    *ENDINGS,
    *DELETIONS,
    *RECORDS,
    *WAITS,
    *RESULTS,
    *STAGES,
    *DUTIES,
    *ANSWERS,
    *PROGRESS,
)

__all__ = ["LAWS"]
