"""What all machines of the Pod lifecycle share: their predicates, and whether the Pod or each container has one."""

from typing import Any, ClassVar

from podproof.spec.notation_of_machines import Machine
from podproof.spec.pod import predicates


class PodMachine(Machine):
    """A machine of which the Pod has one."""

    listeners: ClassVar[list[Any]] = [predicates]
    scope = "pod"


class ContainerMachine(Machine):
    """A machine of which each container has one."""

    listeners: ClassVar[list[Any]] = [predicates]
    scope = "container"
