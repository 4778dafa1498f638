"""How long everything takes, in seconds: all arithmetic of durations, filed by subject.

A duration is a pure function, as predicates are: its parameters name what it reads of the configuration, of the
latencies of the node, of what the owner declares, and of the state.  It answers an interval, or None for what does not
happen.  Functions that answer a plain number are parts of others.  The rules stand in brackets.
"""

from podproof.spec.pod.durations.back_offs import *
from podproof.spec.pod.durations.components import *
from podproof.spec.pod.durations.graces import *
from podproof.spec.pod.durations.probes import *
from podproof.spec.pod.durations.processes import *
from podproof.spec.pod.durations.starts import *
from podproof.spec.pod.durations.stops import *
