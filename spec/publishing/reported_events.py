"""The Events that components of Kubernetes report of a Pod: one step of the lifecycle to its Events.

The reasons of the kubelet are those of pkg/kubelet/events/event.go; the file that reports each Event is named beside
it (Kubernetes 1.36).  Steps that no component reports have none.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from podproof.spec.pod.state import Pod
from podproof.spec.publishing.container_statuses import MESSAGES, STATUS_LISTS
from podproof.spec.publishing.early_ends import ENDS
from podproof.spec.publishing.objects import PublishedPod
from podproof.spec.publishing.publisher import StateStep
from podproof.spec.publishing.writers import NODE, images_in

SCHEDULER = "default-scheduler"


class EventForm(NamedTuple):
    """An Event without its Pod: its type and reason, the form of its message, and the component that reports it."""

    type: str
    reason: str
    message: str
    component: str = "kubelet"


class ReportedEvent(NamedTuple):
    """An Event as it is reported; `field_path` names the container in the spec, and is empty for the Pod."""

    type: str
    reason: str
    message: str
    component: str
    field_path: str = ""


def _failed(message: str) -> EventForm:
    """What startContainer reports of each step that fails."""
    return EventForm("Warning", "Failed", f"Error: {message}")


def _unhealthy(probe: str) -> tuple[EventForm]:
    """pkg/kubelet/prober/prober.go; the output of the probe follows, which is empty here."""
    return (EventForm("Warning", "Unhealthy", f"{probe} probe failed: "),)


def _killing(message: str) -> EventForm:
    """killContainer in pkg/kubelet/kuberuntime/kuberuntime_container.go."""
    return EventForm("Normal", "Killing", message)


PULLING = EventForm("Normal", "Pulling", 'Pulling image "{image}"')
CREATED = EventForm("Normal", "Created", "Container created")
REJECTED = (EventForm("Warning", ENDS["Rejected"].reason, ENDS["Rejected"].message),)

EVENT_FORMS: Mapping[str, tuple[EventForm, ...]] = {
    # pkg/scheduler/schedule_one.go
    "schedules": (EventForm("Normal", "Scheduled", "Successfully assigned {namespace}/{pod} to {node}", SCHEDULER),),
    # pkg/kubelet/kuberuntime/kuberuntime_manager.go
    "sandbox_fails": (
        EventForm("Warning", "FailedCreatePodSandBox", "Failed to create pod sandbox: failed to set up its network"),
    ),
    "stops_pod": (EventForm("Normal", "SandboxChanged", "Pod sandbox changed, it will be killed and re-created."),),
    "backs_off": (
        EventForm("Warning", "BackOff", "Back-off restarting failed container {name} in pod {pod}_{namespace}({uid})"),
    ),
    "updates_image": (_killing("Container {name} definition changed, will be restarted"),),
    "stops_unhealthy": (_killing("Container {name} failed liveness probe, will be restarted"),),
    "stops_unhealthy at startup": (_killing("Container {name} failed startup probe, will be restarted"),),
    # pkg/kubelet/kuberuntime/kuberuntime_container.go
    "starts": (CREATED, EventForm("Normal", "Started", "Container started")),
    "lacks_settings": (_failed(MESSAGES["CreateContainerConfigError"]),),
    "creation_fails": (_failed(MESSAGES["CreateContainerError"]),),
    "start_fails": (CREATED, _failed(MESSAGES["RunContainerError"])),
    "hook_fails": (
        EventForm("Warning", "FailedPostStartHook", "PostStartHook failed"),
        _killing("FailedPostStartHook"),
    ),
    "stop_begins": (_killing("Stopping container {name}"),),
    # pkg/kubelet/images/image_manager.go, and startContainer for what fails
    "pull_succeeds": (PULLING, EventForm("Normal", "Pulled", 'Successfully pulled image "{image}"')),
    "pull_succeeds without a pull": (
        EventForm("Normal", "Pulled", 'Container image "{image}" already present on machine'),
    ),
    "ErrImagePull": (
        PULLING,
        EventForm("Warning", "Failed", f'Failed to pull image "{{image}}": {MESSAGES["ErrImagePull"]}'),
        _failed("ErrImagePull"),
    ),
    "ErrImageNeverPull": (
        EventForm("Warning", "ErrImageNeverPull", MESSAGES["ErrImageNeverPull"]),
        _failed("ErrImageNeverPull"),
    ),
    "InvalidImageName": (
        EventForm("Warning", "InspectFailed", MESSAGES["InvalidImageName"]),
        _failed("InvalidImageName"),
    ),
    "pull_backs_off": (
        EventForm("Normal", "BackOff", 'Back-off pulling image "{image}"'),
        _failed("ImagePullBackOff"),
    ),
    "startup_fails": _unhealthy("Startup"),
    "startup_fails_early": _unhealthy("Startup"),
    "liveness_fails": _unhealthy("Liveness"),
    "liveness_fails_early": _unhealthy("Liveness"),
    "readiness_fails": _unhealthy("Readiness"),
    # pkg/kubelet/kubelet.go: rejectPod, and the volumes in SyncPod
    "rejects": REJECTED,
    "rejects_again": REJECTED,
    "mount_fails": (
        EventForm("Warning", "FailedMount", "Unable to attach or mount volumes: timed out waiting for the condition"),
    ),
    # pkg/kubelet/eviction/eviction_manager.go, preemption/preemption.go, active_deadline.go
    "evicts": (EventForm("Warning", "Evicted", ENDS["Evicted"].message),),
    "preempts": (EventForm("Warning", "Preempting", ENDS["Preempting"].message),),
    "exceeds_deadline": (EventForm("Normal", "DeadlineExceeded", ENDS["DeadlineExceeded"].message),),
    # pkg/controller/util/node/controller_utils.go
    "marks_unready": (EventForm("Warning", "NodeNotReady", "Node is not ready", "node-controller"),),
}
"""The Events of a step, in their order."""


def reported_events(pod: Pod, published: PublishedPod, step: StateStep) -> Iterator[ReportedEvent]:
    """The Events that the components report of a step."""
    if not (forms := EVENT_FORMS.get(_form_of(pod, step))):
        return
    known = {"pod": pod.name, "namespace": pod.namespace, "uid": published.metadata.get("uid", ""), "node": NODE}
    path = ""
    if step.site is not None:
        member = pod.members[step.site]
        known |= {"name": member.name, "image": images_in(published.spec).get(member.name, "")}
        path = f"spec.{STATUS_LISTS[member.kind].removesuffix('Statuses')}s{{{member.name}}}"
    for form in forms:
        yield ReportedEvent(form.type, form.reason, form.message.format(**known), form.component, path)


def _form_of(pod: Pod, step: StateStep) -> str:
    """The form of a step: its event, except for an event that has several."""
    if step.site is not None:
        if step.event == "pull_fails":
            return step.after[1][step.site].preparation
        if step.event == "pull_succeeds" and pod.members[step.site].image_pull_policy == "Never":
            return "pull_succeeds without a pull"
        if step.event == "stops_unhealthy" and step.before[1][step.site].startup == "Failure":
            return "stops_unhealthy at startup"
    return step.event
