"""The keys that the input of each kind of test case may have: those that its adapter reads, or that tell it nothing.

A case with another key has a feature that nothing here has looked at, and is not modeled: an adapter that passed it
over would answer a question that nobody asked.
"""

from collections.abc import Iterator, Mapping
from typing import Any

_CASE = "function kind derived featureGates"
_CONTAINERS = (
    "initContainers containers name restartPolicy restartPolicyRules action exitCodes operator values podRestartPolicy"
)
_STATUSES = "initContainerStatuses containerStatuses state exitCode reason lastTermination started"
_GRACE = "specTerminationGracePeriodSeconds deletionGracePeriodSeconds"
_SANDBOXES = "sandbox sandboxes id attempt ip network networkNamespace hostNetwork"
_DELETE = f"phase scheduled optionsGracePeriodSeconds deletionTimestampSet {_GRACE}"
_RESTART = f"{_CONTAINERS} container deletionTimestamp runtimeStatuses state exitCode"
_PROBE = "probe probeType container status phase started podRestartPolicy deletionTimestamp"
_PROBING = f"{_PROBE} initialDelaySeconds failureThreshold successThreshold runningForSeconds execResult"
_BACK_OFF = (
    "reduceDefault kubeletCrashLoopBackOffMax initial initialSeconds max maxSeconds runSeconds script ticks tick"
)
_COLUMNS = (
    "phase statusReason deleting conditions Initialized Ready PodScheduled ContainersReady PodReadyToStartContainers"
    " specContainers initKinds initStatuses containerStatuses state reason exitCode signal ready restarts last started"
    " readinessGates kubernetes"
)
_COLLECTION = "pod phase deletionTimestamp nodeName nodeExists terminatedThreshold"
_CONDITION = f"{_CONTAINERS} {_STATUSES} {_SANDBOXES} statuses runtimeStatuses condition conditions oldConditions"

_KEYS = {
    "computePodActions": f"{_CONTAINERS} {_SANDBOXES} pod status conditions type ephemeralContainers state exitCode"
    " createdAt specChanged startupProbe livenessProbe probeResults startup liveness restartAllContainers resources"
    " resizePolicy allocatedResources",
    "condition": f"{_CONDITION} phase readinessGates ready status type",
    "podIsTerminal": f"{_CONTAINERS} {_STATUSES} podIsTerminal podHasInitialized staticPod",
    **dict.fromkeys(("ShouldContainerBeRestarted", "IsContainerRestartable", "ContainerShouldRestart"), _RESTART),
    "findMatchingContainerRestartRule": _RESTART,
    **dict.fromkeys(("CheckGracefulDelete", "BeforeDelete"), _DELETE),
    "calculateEffectiveGracePeriod": f"{_GRACE} currentGracePeriod override",
    "setTerminationGracePeriod": f"{_GRACE} livenessProbeGrace startupProbeGrace reason",
    "killContainer": "gracePeriod override preStopSeconds waitForTurnSeconds",
    "hook": "target hook on gracePeriod",
    "sidecarDuringTermination": "featureGate SidecarsRestartableDuringPodTermination sidecar main gracePeriod"
    " terminating",
    "doProbe": _PROBING,
    "doProbeSequence": f"{_PROBING} initialResult events",
    "stopWorker": "probeType stopCalls",
    "http": "status redirect code target targetStatus targetHasLocation followNonLocalRedirects redirectCase body"
    " hostHeader responseDelaySeconds timeoutSeconds",
    "proberResult": "handlerResult",
    **dict.fromkeys(("UpdatePodStatus", "readinessProbe"), "state startupProbe readinessProbe"),
    **dict.fromkeys(
        ("podToEndpoint", "publishNotReadyAddresses"), "podReady deletionTimestamp publishNotReadyAddresses"
    ),
    **dict.fromkeys(
        ("ShouldPodBeInEndpoints", "includeTerminating"),
        "phase restartPolicy podIPs deletionTimestamp includeTerminating",
    ),
    **dict.fromkeys(("printPod", "initKinds"), _COLUMNS),
    **dict.fromkeys(("PodGC", "terminatedThreshold"), _COLLECTION),
    "imagePull": "",
    **dict.fromkeys(("ticks", "script", "runSeconds", "reduceDefault", "kubeletCrashLoopBackOffMax"), _BACK_OFF),
    "convertToAPIContainerStatuses": f"{_CONTAINERS} {_STATUSES} deletionTimestamp podRestarting previousStatuses"
    " runtimeStatuses restartCount id convert",
    "TerminatePod": f"{_CONTAINERS} {_STATUSES} phase",
    "mergePodStatus": "couldHaveRunningContainers old new phase reason message conditions type status",
    "checkContainerStateTransition": f"{_CONTAINERS} {_STATUSES} old new",
}
KEYS: Mapping[str, frozenset[str]] = {form: frozenset(f"{_CASE} {keys}".split()) for form, keys in _KEYS.items()}
"""By the function of Kubernetes, or by the field that tells the form of a case."""

BY_NAME = frozenset({"startup", "liveness"})
"""The keys of objects whose own keys are names of containers."""

RESIZED = frozenset({"resources", "resizePolicy", "allocatedResources"})
"""The fields of a container that a resize in place changes; an adapter only asks whether they are there."""


def unread(form: str, case: Mapping[str, Any]) -> list[str]:
    """The keys of the case, at any depth, that no adapter of this form reads."""
    return sorted(set(_keys(case)) - KEYS[form])


def _keys(value: Any) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, Mapping):
            yield from each
            for key, inner in each.items():
                if key not in BY_NAME | RESIZED:
                    yield from _keys(inner)
