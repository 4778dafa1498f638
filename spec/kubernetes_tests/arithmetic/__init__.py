"""Arithmetic that only rows of Kubernetes' unit tests ask for: seconds, counts, reasons and merged lists.

No machine, law or observation asks these functions, so a row that they answer is not evidence about the model that is
explored.  `conform vectors` and the traceability page count such rows apart.  What the model's own predicates can
answer, they answer.  Like predicates, these are pure functions that end with the rules that they formalize.
"""

from podproof.spec.kubernetes_tests.arithmetic.ages import *
from podproof.spec.kubernetes_tests.arithmetic.back_off import *
from podproof.spec.kubernetes_tests.arithmetic.collection import *
from podproof.spec.kubernetes_tests.arithmetic.conditions import *
from podproof.spec.kubernetes_tests.arithmetic.grace import *
from podproof.spec.kubernetes_tests.arithmetic.phase import *
from podproof.spec.kubernetes_tests.arithmetic.probe_results import *
from podproof.spec.kubernetes_tests.arithmetic.sandboxes import *
from podproof.spec.kubernetes_tests.arithmetic.starts import *
from podproof.spec.kubernetes_tests.arithmetic.statuses import *
