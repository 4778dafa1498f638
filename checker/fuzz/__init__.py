"""Random walks through the lives of Pods: where sets of states cannot be held, single lives still can be lived.

way         what is chosen once for all walks
ground      what a Pod's walks need: the model as generated code, its laws, the live machines beside it
walking     Hypothesis' state machine, with one rule for each event of the specification
coverage    which transitions of the machines were taken
failures    how a walk fails: with its trace
journal     what walks note down
simplifying a Pod with less in it that fails alike
campaign    many walks, bounded in number and in time, the same ones for the same seed
"""

from podproof.checker.fuzz.campaign import Campaign, Plan, campaign
from podproof.checker.fuzz.coverage import Coverage
from podproof.checker.fuzz.failures import Divergence, Failure, Violation
from podproof.checker.fuzz.recorder import Recorder
from podproof.checker.fuzz.settings import WalkSettings
from podproof.checker.fuzz.walk import Walk, walks
from podproof.spec.notation import TransitionId

__all__ = [
    "Campaign",
    "Coverage",
    "Divergence",
    "Failure",
    "Plan",
    "Recorder",
    "TransitionId",
    "Violation",
    "Walk",
    "WalkSettings",
    "campaign",
    "walks",
]
