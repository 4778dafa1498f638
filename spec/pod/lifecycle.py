"""The specification of the Pod lifecycle, as the one value that the checker takes."""

from podproof.spec.notation import Specification
from podproof.spec.pod import durations, predicates
from podproof.spec.pod.laws import LAWS
from podproof.spec.pod.situations import SITUATIONS
from podproof.spec.pod.state import ContainerState, PodState
from podproof.spec.pod.weights import UNLIKELY
from podproof.spec.saved_tables import tables

RECORDS = {"pod": PodState, "container": ContainerState}
"""The records of the state by scope."""

MACHINES = tables("podproof.spec.pod.machines")
"""The tables of the machines."""

LIFECYCLE = Specification(
    MACHINES, predicates, RECORDS, "container", LAWS, SITUATIONS, durations=durations, unlikely=UNLIKELY
)
