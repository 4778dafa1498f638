"""The objects that steer the lifecycle of a Pod from outside: plain data, with the position of each.

An empty `namespace` means that the manifest names none.
"""

from collections.abc import Mapping
from typing import NamedTuple

from podproof.spec.manifest.problems import Position
from podproof.spec.manifest.related.references import ObjectReference

Amount = int | str | None
"""A number of Pods, a percentage such as `25%`, or None if the manifest says nothing."""


class Requirement(NamedTuple):
    """An entry of `matchExpressions`."""

    key: str
    operator: str
    values: tuple[str, ...] = ()

    def matches(self, labels: Mapping[str, str]) -> bool:
        """Whether the labels meet it; an unknown operator matches nothing."""
        match self.operator:
            case "In":
                return labels.get(self.key) in self.values
            case "NotIn":
                return labels.get(self.key) not in self.values
            case "Exists":
                return self.key in labels
            case "DoesNotExist":
                return self.key not in labels
        return False


class Selector(NamedTuple):
    """A label selector; without labels and requirements it selects every Pod of its namespace."""

    labels: Mapping[str, str] = {}
    requirements: tuple[Requirement, ...] = ()

    def matches(self, labels: Mapping[str, str]) -> bool:
        """Whether it selects a Pod with these labels."""
        return self.labels.items() <= labels.items() and all(each.matches(labels) for each in self.requirements)


class ServicePort(NamedTuple):
    """A port of a Service; `target` is the number or the name of a port of the Pod."""

    name: str
    port: int | None
    target: int | str | None
    protocol: str = "TCP"


class Service(NamedTuple):
    """A Service that has a selector: its Pods get traffic on the target ports."""

    name: str
    namespace: str
    position: Position
    selector: Selector
    ports: tuple[ServicePort, ...] = ()
    type: str = "ClusterIP"
    is_headless: bool = False
    publishes_not_ready_addresses: bool = False


class Ingress(NamedTuple):
    """An Ingress with the Services that it routes to."""

    name: str
    namespace: str
    position: Position
    services: tuple[str, ...] = ()


class DisruptionBudget(NamedTuple):
    """A PodDisruptionBudget; at most one of its two amounts is set."""

    name: str
    namespace: str
    position: Position
    selector: Selector
    min_available: Amount = None
    max_unavailable: Amount = None


class Autoscaler(NamedTuple):
    """A HorizontalPodAutoscaler with the kind and the name of the workload that it scales."""

    name: str
    namespace: str
    position: Position
    target_kind: str
    target_name: str
    min_replicas: int = 1
    max_replicas: int | None = None


class NamedObject(NamedTuple):
    """An object that Pods refer to by its kind and name; `keys` are those of its data (None: unknown)."""

    kind: str
    name: str
    namespace: str
    position: Position
    keys: tuple[str, ...] | None = None
    access_modes: tuple[str, ...] = ()


class Pods(NamedTuple):
    """The Pods of one workload as others refer to them, with the names of the ConfigMaps that they use."""

    file: str
    kind: str
    name: str
    namespace: str
    labels: Mapping[str, str] = {}
    config_maps: tuple[str, ...] = ()


PlacedObject = Service | Ingress | DisruptionBudget | Autoscaler | NamedObject

RelatedObject = PlacedObject | Pods


class Related(NamedTuple):
    """The objects of the input that concern one Pod.

    `ingresses` route to one of its `services`; `claims` are the PersistentVolumeClaims that it mounts; `missing` are
    references of the Pod, not optional, to objects that are not in the input and that no other workload of it names;
    `missing_keys` are references to a key that its object in the input does not have. `idle_services` seem to be meant
    for the Pod, but select none of the input; nothing in the input uses `unused_config_maps`, which are in the folder
    of the Pod. `has_services` is about the whole input.
    """

    services: tuple[Service, ...] = ()
    ingresses: tuple[Ingress, ...] = ()
    budgets: tuple[DisruptionBudget, ...] = ()
    autoscalers: tuple[Autoscaler, ...] = ()
    claims: tuple[NamedObject, ...] = ()
    missing: tuple[ObjectReference, ...] = ()
    missing_keys: tuple[ObjectReference, ...] = ()
    idle_services: tuple[Service, ...] = ()
    unused_config_maps: tuple[NamedObject, ...] = ()
    has_services: bool = False
