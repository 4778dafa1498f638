"""The words that guards and laws are written in.

A word is a pure function of the state.  Its parameters are its read footprint: each names a field of the Pod's
configuration or state, a field of the container in question, `container` for all of that one, or `containers` for all
of them.  Of the state it may only ask whether a field has a value, and join the answers with `and`, `or`, `not`, `in`,
`all` and `any`, so that the same word answers for one state and for a set of them.  The rules that it formalises stand
in square brackets.
"""

from podproof.spec.pod.predicates.accounting import *
from podproof.spec.pod.predicates.backoffs import *
from podproof.spec.pod.predicates.conditions import *
from podproof.spec.pod.predicates.configuration import *
from podproof.spec.pod.predicates.deleting import *
from podproof.spec.pod.predicates.disrupting import *
from podproof.spec.pod.predicates.ending import *
from podproof.spec.pod.predicates.exit_rules import *
from podproof.spec.pod.predicates.graces import *
from podproof.spec.pod.predicates.handling import *
from podproof.spec.pod.predicates.judging import *
from podproof.spec.pod.predicates.lasting import *
from podproof.spec.pod.predicates.observing import *
from podproof.spec.pod.predicates.probing import *
from podproof.spec.pod.predicates.publishing import *
from podproof.spec.pod.predicates.reporting import *
from podproof.spec.pod.predicates.resets import *
from podproof.spec.pod.predicates.sandboxes import *
from podproof.spec.pod.predicates.starting import *
from podproof.spec.pod.predicates.stopping import *
