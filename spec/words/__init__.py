"""The words that guards and laws are written in.

A word is a pure function of the world.  Its parameters are its read footprint: each names a field of the Pod's
configuration or state, a field of the container in question, `container` for all of that one, or `containers` for all
of them.  Of the state it may only ask whether a field has a value, and join the answers with `and`, `or`, `not`, `in`,
`all` and `any`, so that the same word answers for one world and for a set of them.  The rules that it formalises stand
in square brackets.
"""

from spec.words.accounting import *
from spec.words.backoffs import *
from spec.words.conditions import *
from spec.words.configuration import *
from spec.words.deleting import *
from spec.words.disrupting import *
from spec.words.ending import *
from spec.words.exit_rules import *
from spec.words.graces import *
from spec.words.handling import *
from spec.words.judging import *
from spec.words.lasting import *
from spec.words.observing import *
from spec.words.probing import *
from spec.words.publishing import *
from spec.words.reporting import *
from spec.words.resets import *
from spec.words.sandboxes import *
from spec.words.starting import *
from spec.words.stopping import *
