"""The lifecycle as recordings are held against it."""

from podproof.spec.pod.machines.environment import ContainerRuntime
from podproof.spec.pod.variants import Change, variant

FORGETTING = "forgets_container"

REMEMBERING = variant((Change(ContainerRuntime, FORGETTING),))
"""The lifecycle on a node whose runtime forgets no container.

Under one that does, Never may start twice [4.5], and no history of restarts could be called illegal.
"""
