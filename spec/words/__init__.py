"""The words that guards and laws are written in.

A word is a pure function of the world.  Its parameters are its read footprint: each names a field of the Pod's
configuration or state, a field of the container in question, `container` for all of that one, or `containers` for all
of them.  Of the state it may only ask whether a field has a value, and join the answers with `and`, `or`, `not`, `in`,
`all` and `any`, so that the same word answers for one world and for a set of them.  The rules that it formalises stand
in square brackets.
"""

from podproof.spec.words.accounting import *
from podproof.spec.words.backoffs import *
from podproof.spec.words.conditions import *
from podproof.spec.words.configuration import *
from podproof.spec.words.deleting import *
from podproof.spec.words.disrupting import *
from podproof.spec.words.ending import *
from podproof.spec.words.exit_rules import *
from podproof.spec.words.graces import *
from podproof.spec.words.handling import *
from podproof.spec.words.judging import *
from podproof.spec.words.lasting import *
from podproof.spec.words.observing import *
from podproof.spec.words.probing import *
from podproof.spec.words.publishing import *
from podproof.spec.words.reporting import *
from podproof.spec.words.resets import *
from podproof.spec.words.sandboxes import *
from podproof.spec.words.starting import *
from podproof.spec.words.stopping import *
