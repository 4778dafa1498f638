"""From which minor version of Kubernetes the object of a Pod has each field, by default.

What recordings of 1.20 and 1.36 show of it is tested; the others are those of the proposals (KEP) and of the sources.
"""

GENERATION_SINCE = 33
"""metadata.generation (KEP 5067)."""

OBSERVED_GENERATION_SINCE = 34
"""observedGeneration of the status and of its conditions: PodObservedGenerationTracking (KEP 5067)."""

HOST_IPS_SINCE = 29
"""status.hostIPs: PodHostIPs (KEP 2681)."""

STARTED_OF_INIT_SINCE = 28
"""`started` in the status of an init container, since sidecars are among them (KEP 753)."""

SANDBOX_SINCE = 25
"""The condition PodReadyToStartContainers, or PodHasNetwork, if its feature gate is on (KEP 3085)."""

SANDBOX_DEFAULT_SINCE = 29
"""The condition PodReadyToStartContainers (KEP 3085)."""

DISRUPTION_SINCE = 26
"""The condition DisruptionTarget (7.8)."""

POD_FAILED_SINCE = 24
"""The reason PodFailed of the conditions Ready and ContainersReady; recorded with 1.36, and not with 1.20."""

CONTAINERS_KEPT_SINCE = 22
"""The version from which a kubelet that ends a Pod early keeps the statuses of its containers (10.1)."""
