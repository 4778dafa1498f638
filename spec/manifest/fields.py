"""The fields of the Pod API that affect the lifecycle: defaults, bounds, and the versions that have them."""

from collections.abc import Mapping
from typing import NamedTuple

from podproof.spec.manifest.forms import Form

Plain = str | int | bool | None | tuple[str, ...] | tuple[int, ...]

LARGEST_INTEGER = 2**31 - 1
LARGEST_LONG = 2**63 - 1

POLICIES = ("Always", "OnFailure", "Never")
PULL_POLICIES = ("Always", "IfNotPresent", "Never")


class Field(NamedTuple):
    """One field: its default and the values that the API server accepts.

    `since` is the first minor version that has the field; before `settled` it needs the feature gate `gate`. An empty
    text counts as absent, unless the field is a `pointer` in Go; a `required` field must not be absent.
    """

    default: Plain = None
    smallest: int | None = None
    largest: int = LARGEST_INTEGER
    choices: tuple[str, ...] = ()
    zero_is_absent: bool = False
    since: int = 0
    settled: int = 0
    gate: str = ""
    required: bool = False
    form: Form | None = None
    pointer: bool = False

    @property
    def is_number(self) -> bool:
        """Return whether the field holds a whole number."""
        return self.smallest is not None or isinstance(self.default, int)


CONTAINERS = ("initContainers", "containers", "ephemeralContainers")
"""The lists of containers of a Pod spec, in the order of the members of a Pod."""

HANDLERS = {"exec": Field(), "httpGet": Field(), "tcpSocket": Field()}

PORT = {"port": Field(smallest=1, largest=65535)}

FIELDS: Mapping[str, Mapping[str, Field]] = {
    "PodSpec": {
        "restartPolicy": Field("Always", choices=POLICIES),
        # Any number is accepted; a negative one counts as 1 s when the Pod ends.
        "terminationGracePeriodSeconds": Field(30, largest=LARGEST_LONG),
        "activeDeadlineSeconds": Field(smallest=1),
        "readinessGates": Field(()),
        "schedulingGates": Field((), since=26, settled=27, gate="PodSchedulingReadiness"),
        "shareProcessNamespace": Field(False),
        "initContainers": Field(),
        "containers": Field(),
        "ephemeralContainers": Field(since=16, settled=23, gate="EphemeralContainers"),
    },
    "PodReadinessGate": {"conditionType": Field()},
    "PodSchedulingGate": {"name": Field()},
    "Container": {
        "restartPolicy": Field("", choices=POLICIES, pointer=True, since=28, settled=29, gate="SidecarContainers"),
        "restartPolicyRules": Field(since=34, settled=35, gate="ContainerRestartRules"),
        "imagePullPolicy": Field(choices=PULL_POLICIES),
        "startupProbe": Field(since=16, settled=18, gate="StartupProbe"),
        "livenessProbe": Field(),
        "readinessProbe": Field(),
        "lifecycle": Field(),
    },
    "Lifecycle": {"postStart": Field(), "preStop": Field(), "stopSignal": Field(since=33, settled=33)},
    "Probe": {
        "initialDelaySeconds": Field(0, smallest=0),
        "periodSeconds": Field(10, smallest=0, zero_is_absent=True),
        "timeoutSeconds": Field(1, smallest=0, zero_is_absent=True),
        "successThreshold": Field(1, smallest=0, zero_is_absent=True),
        "failureThreshold": Field(3, smallest=0, zero_is_absent=True),
        "terminationGracePeriodSeconds": Field(
            smallest=1, largest=LARGEST_LONG, since=21, settled=25, gate="ProbeTerminationGracePeriod"
        ),
        **HANDLERS,
        "grpc": Field(since=23, settled=24, gate="GRPCContainerProbe"),
    },
    "LifecycleHandler": {
        **HANDLERS,
        "sleep": Field(since=29, settled=30, gate="PodLifecycleSleepAction"),
    },
    "HTTPGetAction": {**PORT, "path": Field("/"), "scheme": Field("HTTP", choices=("HTTP", "HTTPS"))},
    "TCPSocketAction": PORT,
    "GRPCAction": PORT,
    "ContainerRestartRule": {"action": Field(choices=("Restart", "RestartAllContainers")), "exitCodes": Field()},
    "ContainerRestartRuleOnExitCodes": {"operator": Field(choices=("In", "NotIn")), "values": Field(())},
}

HOMES: Mapping[str, str] = {
    "PodSpec": "the spec of the Pod",
    "Container": "a container",
    "Lifecycle": "the `lifecycle` of a container",
    "Probe": "a probe",
    "ContainerRestartRule": "an entry of `restartPolicyRules`",
}
"""Where the fields of a type belong, for a field in the wrong place."""


def home(name: str) -> str:
    """Return where a lifecycle field of that name belongs, or an empty text for an unknown field."""
    return next((place for owner, place in HOMES.items() if name in FIELDS[owner]), "")


def pull_policy(image: str) -> str:
    """Return the default `imagePullPolicy` of Kubernetes for an image."""
    repository, _, digest = image.partition("@")
    tag = repository.rpartition("/")[2].partition(":")[2]
    return "Always" if tag == "latest" or not (tag or digest) else "IfNotPresent"
