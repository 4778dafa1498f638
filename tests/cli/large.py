"""The manifest of a Pod with as many containers as wanted, each with all probes and both hooks."""

PROBE = "{httpGet: {path: /, port: 80}}"
CONTAINER = f"""  - name: app%d
    image: web:1
    startupProbe: {PROBE}
    livenessProbe: {PROBE}
    readinessProbe: {PROBE}
    lifecycle: {{postStart: {{exec: {{command: [up]}}}}, preStop: {{exec: {{command: [down]}}}}}}
"""


def large(containers: int) -> str:
    """The manifest of a Pod named `large`."""
    head = "apiVersion: v1\nkind: Pod\nmetadata: {name: large}\nspec:\n  containers:\n"
    return head + "".join(CONTAINER % number for number in range(containers))
