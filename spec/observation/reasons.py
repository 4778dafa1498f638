"""The reasons in a status, by what they tell: open lists, to which kubelets and runtimes add as they like.

A reason that is not known here tells nothing: what follows from it is not decided, and never illegal.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from podproof.spec.pod.kubectl import API_STATES, FIRST_REASONS, FIRST_START

LATE_STATES: Mapping[str, str] = {
    "waiting ContainerCreating": "shown_as_never_started",
    "waiting PodInitializing": "shown_as_never_started",
    "waiting RunContainerError": "shown_as_terminated",
    "waiting CrashLoopBackOff": "still_shown_as_crash_looping",
    "waiting RestartingAllContainers": "shown_as_forgotten",
    "terminated ContainerStatusUnknown": "still_shown_as_crash_looping or shown_as_lost_at_the_end"
    " or shown_as_lost_for_good",
    "terminated RestartingAllContainers": "shown_as_forgotten or shown_as_terminated",
}
"""When a status shows a state that is out of date: it was kept, or the container was forgotten."""

RELATED_STATES: Mapping[str, str] = {
    "waiting ImageInspectError": "image_pull_failed or image_pull_backs_off",
    "waiting RegistryUnavailable": "shown_as_image_pull_error",
    "waiting SignatureValidationFailed": "shown_as_image_pull_error",
    "waiting PreCreateHookError": "creation_failed",
    "waiting PreStartHookError": "shown_as_run_container_error or shown_as_terminated",
    "waiting": "shown_as_creating or is_created",
}
"""The errors of an image, a creation or a start that the specification does not tell from another one.

They are those of pkg/kubelet/images/types.go and pkg/kubelet/kuberuntime/kuberuntime_container.go; a container that the
runtime has created and not yet started waits without a reason.
"""


def _container_states() -> Iterator[tuple[str, str]]:
    yield "terminated", "shown_as_terminated"
    for (name, reason), now in API_STATES.items():
        for each in FIRST_REASONS if reason == FIRST_START else [reason]:
            value = f"{name} {each}".rstrip()
            if each not in ("Completed", "Error", "OOMKilled"):
                yield value, f"{now} or {LATE_STATES[value]}" if value in LATE_STATES else now
    yield from ((value, late) for value, late in LATE_STATES.items() if "RestartingAllContainers" in value)
    yield from RELATED_STATES.items()


STATES: Mapping[str, str] = dict(_container_states())
"""The condition for each state of a container with its reason; other reasons of a termination count as none."""

REASONS: Mapping[str, str] = {
    "Evicted": "is_evicted or is_rejected",
    "Preempting": "is_preempted",
    "Terminated": "is_shut_down",
    "Shutdown": "is_shut_down",
    "NodeShutdown": "is_shut_down or is_rejected",
    "DeadlineExceeded": "is_past_its_deadline",
    "NodeLost": "always_true",
    "": "not status_has_reason",
}
"""The condition for each reason of a status, which only a Failed Pod has, or one whose node is lost.

`Shutdown` and `NodeShutdown` were those of 1.20 and 1.21 (10.4).
"""

_REJECTIONS = """
HostPortConflict InvalidNodeInfo MatchNodeSelector NodeAffinity NodeName NodePorts OutOfPods Unschedulable
UnexpectedAdmissionError UnexpectedPredicateFailureType TopologyAffinityError AppArmor ForbiddenSysctl SysctlForbidden
ProcMount NoNewPrivs PodOSNotSupported PodOSSelectorNodeLabelDoesNotMatch InitContainerRestartPolicyForbidden
PodFeatureUnsupported PodLevelResourcesNotSupported Rejected VolumeAttachmentLimitExceeded SMTAlignmentError
SupplementalGroupsPolicyNotSupported TaintToleration UnknownReason
"""

REJECTIONS = frozenset(_REJECTIONS.split())
"""Why a kubelet does not admit a Pod (10.6), besides `OutOf` and the name of a resource."""


@lru_cache(maxsize=1_000)
def known_reason(reason: str, state: str = "waiting") -> str:
    """The reason without the text that some versions add after a colon."""
    shorter = reason.partition(":")[0].strip()
    return reason if state_value(state, reason) in STATES or state_value(state, shorter) not in STATES else shorter


def state_value(state: str, reason: str) -> str:
    """A state of a container with its reason."""
    return f"{state} {reason}".rstrip()


def is_rejection(reason: str) -> bool:
    """Whether a kubelet gives this reason when it does not admit a Pod."""
    return reason in REJECTIONS or reason.startswith("OutOf")


def reason_condition(reason: str) -> str:
    """The condition for the reason of a status; empty if nothing follows from it."""
    return "is_rejected" if is_rejection(reason) else REASONS.get(reason, "")
