"""The specification of the Pod lifecycle as one value: what the checker is given."""

from spec import words
from spec.laws import LAWS
from spec.machines import MACHINES
from spec.notation import Specification
from spec.situations import SITUATIONS
from spec.world import ContainerState, PodState

LIFECYCLE = Specification(MACHINES, words, {"pod": PodState, "container": ContainerState}, LAWS, SITUATIONS)
