"""What kubelets with a bug remember of a container and should not: machines with one flag, and what reads it.

A machine only follows: it adds no event, and no other machine knows of it.
"""

from statemachine import State

from podproof.spec.notation_of_machines import follows, follows_each
from podproof.spec.pod.events import CONTAINER_ENDS, TERMINATION_CAUSES
from podproof.spec.pod.machines.base import ContainerMachine


class InheritedStart(ContainerMachine):
    """`started` in the status of a container, which the next instance inherits if one sync kills and restarts it."""

    field = "started_before"
    concerns = "has_startup_probe"
    No = State(initial=True)
    Yes = State()

    stops_unhealthy = follows("4.10", No.to(Yes, cond="has_started"))
    follows_each(CONTAINER_ENDS, "2.11", Yes.to(No, cond="is_not_being_stopped"))
    backs_off = startup_succeeds = startup_fails = startup_fails_early = kubelet_stops = follows("2.11", Yes.to(No))
    follows_each(TERMINATION_CAUSES, "2.11", Yes.to(No))


class SkippedStartup(ContainerMachine):
    """Whether the startup probe of a container has succeeded once, after which its worker is gone."""

    field = "started_before"
    concerns = "has_startup_probe"
    No = State(initial=True)
    Yes = State()

    startup_succeeds = follows("6.4", No.to(Yes))
    kubelet_stops = follows("6.14", Yes.to(No))
    follows_each(TERMINATION_CAUSES, "6.12", Yes.to(No))


MEMORIES = (InheritedStart, SkippedStartup)
"""All of them."""
