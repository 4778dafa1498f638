"""The predicates that guards, laws, situations and findings are written in, filed by subject.

A predicate is a pure function of the Pod.  Its parameters are its read footprint: each names a field of the Pod's
configuration or state, a field of the container in question, `container` for all of its fields, or `containers` for
all containers.  The configuration is concrete.  A state field may only be compared with values, and the answers joined
with `and`, `or`, `not`, `in`, `all` and `any`, so that the same predicate answers for one state and for a set of
states.  A few are functions with other values, such as a restart policy or a count.  The rules that a predicate
formalizes stand in brackets.
"""

from podproof.spec.pod.predicates.back_off import *
from podproof.spec.pod.predicates.conditions import *
from podproof.spec.pod.predicates.configuration import *
from podproof.spec.pod.predicates.containers import *
from podproof.spec.pod.predicates.deletion import *
from podproof.spec.pod.predicates.disruptions import *
from podproof.spec.pod.predicates.endpoints import *
from podproof.spec.pod.predicates.exit_rules import *
from podproof.spec.pod.predicates.grace import *
from podproof.spec.pod.predicates.health import *
from podproof.spec.pod.predicates.hooks import *
from podproof.spec.pod.predicates.images import *
from podproof.spec.pod.predicates.initialization import *
from podproof.spec.pod.predicates.kubectl import *
from podproof.spec.pod.predicates.kubelet import *
from podproof.spec.pod.predicates.phase import *
from podproof.spec.pod.predicates.policies import *
from podproof.spec.pod.predicates.probes import *
from podproof.spec.pod.predicates.recordings import *
from podproof.spec.pod.predicates.restarts import *
from podproof.spec.pod.predicates.sandboxes import *
from podproof.spec.pod.predicates.scheduling import *
from podproof.spec.pod.predicates.starts import *
from podproof.spec.pod.predicates.stopping import *
from podproof.spec.pod.predicates.versions import *
