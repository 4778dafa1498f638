"""A web server, as a manifest and with a clock."""

import podproof
from podproof.checker.gate.configuration import DEFAULT
from podproof.checker.gate.tables import BehaviorTable, TimeTable

WEB = """
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  terminationGracePeriodSeconds: GRACE
  containers:
  - name: app
    image: nginx:1.27
    imagePullPolicy: IfNotPresent
    livenessProbe: {httpGet: {path: /, port: 80}, initialDelaySeconds: 10}
    lifecycle: {preStop: {sleep: {seconds: PRE_STOP}}}
"""


def manifest(grace=30, pre_stop=5):
    """A web server with a liveness probe and a preStop hook that sleeps."""
    return WEB.replace("GRACE", str(grace)).replace("PRE_STOP", str(pre_stop))


def web(grace=30, pre_stop=5, **times):
    """The clock of the web server, which declares how long it takes."""
    (pod,) = podproof.parse(manifest(grace, pre_stop))
    outside = {name: times.pop(name) for name in ("endpoint_removal", "endpoint_addition") if name in times}
    configuration = DEFAULT._replace(containers=(BehaviorTable(**times),), time=TimeTable(**outside))
    return podproof.time(pod, configuration=configuration)
