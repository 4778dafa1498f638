"""What can happen: every machine of the Pod lifecycle, in the order in which a reader meets them."""

from podproof.spec.pod.machines.api import (
    Deletion,
    Endpoint,
    Phase,
    ReadinessGate,
    ReadyCondition,
    Scheduling,
    SchedulingGate,
    StatusManager,
)
from podproof.spec.pod.machines.containers import Backoff, Image, KillTimer, PostStart, Runtime, Stop
from podproof.spec.pod.machines.disruptions import (
    Admission,
    CriticalPod,
    Deadline,
    NodeController,
    NodePressure,
    NodeShutdown,
    PodGC,
    Readmission,
)
from podproof.spec.pod.machines.environment import (
    Client,
    ContainerRuntime,
    Controller,
    ImageUpdate,
    KubeletFault,
    MemoryLimit,
    Network,
    Process,
    Registry,
    ResettingExit,
    RuledExit,
    SandboxFault,
    Settings,
    User,
    Volumes,
)
from podproof.spec.pod.machines.node import Grace, Kubelet, Reason, Sandbox, Sync, Worker
from podproof.spec.pod.machines.probes import Liveness, Readiness, Startup

MACHINES = (
    SchedulingGate,
    Scheduling,
    Kubelet,
    Sandbox,
    Worker,
    Sync,
    Grace,
    Reason,
    StatusManager,
    Phase,
    ReadinessGate,
    ReadyCondition,
    Endpoint,
    Deletion,
    Image,
    Runtime,
    Backoff,
    PostStart,
    Stop,
    KillTimer,
    Startup,
    Liveness,
    Readiness,
    Process,
    MemoryLimit,
    RuledExit,
    ResettingExit,
    Registry,
    User,
    Controller,
    KubeletFault,
    SandboxFault,
    Network,
    Volumes,
    Client,
    Settings,
    ContainerRuntime,
    ImageUpdate,
    Deadline,
    Admission,
    Readmission,
    NodePressure,
    CriticalPod,
    NodeShutdown,
    NodeController,
    PodGC,
)

FAULTS = tuple(sorted({fault for machine in MACHINES for fault in machine.fault.split()}))
"""The classes of fault that `--faults` can switch on and off."""

__all__ = ["FAULTS", "MACHINES"]
