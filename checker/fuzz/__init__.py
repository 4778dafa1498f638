"""Random walks through the states of Pods, for Pods that are too large for both engines.

settings        what is the same for all walks
pod_under_test  the model of a Pod as generated code, its laws, and its live machines
walk            the state machine of Hypothesis, with one rule for each event of the specification
coverage        the transitions of the machines that were taken
failures        a failed walk, with its trace
recorder        counts, coverage and the failure of some walks
shrinking       a smaller Pod with the same failure
campaign        many walks, bounded in number and time, the same ones for the same seed
"""

from podproof.checker.fuzz.campaign import Campaign, Plan, campaign
from podproof.checker.fuzz.coverage import TransitionCoverage
from podproof.checker.fuzz.failures import Divergence, Failure, Violation
from podproof.checker.fuzz.recorder import Recorder
from podproof.checker.fuzz.settings import WalkSettings
from podproof.checker.fuzz.walk import Walk, walks
from podproof.spec.notation import TransitionId

__all__ = [
    "Campaign",
    "Divergence",
    "Failure",
    "Plan",
    "Recorder",
    "TransitionCoverage",
    "TransitionId",
    "Violation",
    "Walk",
    "WalkSettings",
    "campaign",
    "walks",
]
