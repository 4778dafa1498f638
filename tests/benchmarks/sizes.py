"""Pods by the number of their containers, each container with all three probes and the hooks that it may have."""

from podproof.spec.pod.state import Container, Hook, Pod, Probe

PROBES = dict.fromkeys(("startup_probe", "liveness_probe", "readiness_probe"), Probe("httpGet"))
HOOK = Hook("exec")


def pod(inits: int, sidecars: int, regulars: int) -> Pod:
    """So many init containers, then so many sidecars, then so many regular containers."""
    members = [
        *(Container(f"init{number}", "init") for number in range(inits)),
        *(Container(f"sidecar{number}", "sidecar", pre_stop=HOOK, **PROBES) for number in range(sidecars)),
        *(Container(f"app{number}", pre_stop=HOOK, post_start=HOOK, **PROBES) for number in range(regulars)),
    ]
    return Pod("benchmark", tuple(members))


SIZES = {
    1: (0, 0, 1),
    2: (0, 1, 1),
    4: (1, 1, 2),
    9: (2, 2, 5),
    13: (3, 3, 7),
    20: (5, 3, 12),
    30: (8, 5, 17),
    40: (10, 6, 24),
}
"""Init containers, sidecars and regular containers, by their sum."""
