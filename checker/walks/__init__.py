"""Random walks through the lives of Pods: where sets of worlds cannot be held, single lives still can be lived.

way         what is chosen once for all walks
ground      what a Pod's walks need: the model as generated code, its laws, the live machines beside it
walking     Hypothesis' state machine, with one rule for each event of the specification
coverage    which transitions of the machines were taken
failures    how a walk fails: with its story
journal     what walks note down
simplifying a Pod with less in it that fails alike
campaign    many walks, bounded in number and in time, the same ones for the same seed
"""

from podproof.checker.walks.campaign import Campaign, Plan, campaign
from podproof.checker.walks.coverage import Coverage
from podproof.checker.walks.failures import Divergence, Failure, Violation
from podproof.checker.walks.journal import Journal
from podproof.checker.walks.walking import Walk, walks
from podproof.checker.walks.way import Way
from podproof.spec.notation import Transition

__all__ = [
    "Campaign",
    "Coverage",
    "Divergence",
    "Failure",
    "Journal",
    "Plan",
    "Transition",
    "Violation",
    "Walk",
    "Way",
    "campaign",
    "walks",
]
