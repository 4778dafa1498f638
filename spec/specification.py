"""The specification of the Pod lifecycle as one value: what the checker is given."""

from podproof.spec import words
from podproof.spec.laws import LAWS
from podproof.spec.machines import MACHINES
from podproof.spec.notation import Specification
from podproof.spec.situations import SITUATIONS
from podproof.spec.world import ContainerState, PodState

LIFECYCLE = Specification(MACHINES, words, {"pod": PodState, "container": ContainerState}, LAWS, SITUATIONS)
