"""The lifecycle as recordings are held against it."""

from podproof.spec.pod.machines.environment import ContainerRuntime
from podproof.spec.pod.variants import Change, variant

FORGETTING = "forgets_container"

REMEMBERING = variant((Change(ContainerRuntime, FORGETTING),))
"""The lifecycle on a node whose runtime forgets no container.

If it does, even a container with policy Never may start twice [4.5], and every history of restarts would be legal.
"""
