"""Bugs that the specification cannot express."""

BEYOND = {
    "116032": "a hook that never ends; in the model every hook ends, though it may take any time",
    "136910": "needs a kubelet that has lost a probe result but still pauses the probe",
    "132826": "needs probe workers apart from their results",
    "123323": "needs the API server's validation of container states, and the update that it refuses",
    "125880": "in the model a process may exit by itself, so the Pod does get away",
    "121398": "not fixed: a kill holds up the whole sync, and the specification says so",
    "105523": "needs several Pods on a node",
    "127339": "needs a hook and a process that both never end",
    "25908": "in the model a sidecar may exit by itself, so the Job does complete",
}
"""Each issue with the reason."""
