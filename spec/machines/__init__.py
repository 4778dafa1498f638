"""What can happen: every machine of the Pod lifecycle, in the order in which a reader meets them."""

from spec.machines.api import (
    Deletion,
    Endpoint,
    Phase,
    ReadinessGate,
    ReadyCondition,
    Scheduling,
    SchedulingGate,
    StatusManager,
)
from spec.machines.containers import Backoff, Image, KillTimer, PostStart, Runtime, Stop
from spec.machines.environment import Client, Controller, KubeletFault, Process, Registry, SandboxFault, User
from spec.machines.node import Grace, Kubelet, Sandbox, Sync, Worker
from spec.machines.probes import Liveness, Readiness, Startup

MACHINES = (
    SchedulingGate,
    Scheduling,
    Kubelet,
    Sandbox,
    Worker,
    Sync,
    Grace,
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
    Registry,
    User,
    Controller,
    KubeletFault,
    SandboxFault,
    Client,
)

FAULTS = tuple(sorted({machine.fault for machine in MACHINES if machine.fault}))
"""The classes of fault that `--faults` can switch on and off."""

__all__ = ["FAULTS", "MACHINES"]
