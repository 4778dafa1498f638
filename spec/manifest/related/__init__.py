"""Objects that steer the lifecycle of a Pod from outside, as far as they are in the same input as the Pod.

`objects` has their form, `reading` reads them from a document, and `RelatedObjects` knows those of the whole input and
which of them concern a Pod. `workload` reads what the owner of a Pod says about it, and `references` the names of the
ConfigMaps, Secrets and other objects that the Pod needs.

The gate reads all related objects of its input first, and then sets `Manifest.related` of each Pod.
"""

from podproof.spec.manifest.related.index import RelatedObjects
from podproof.spec.manifest.related.objects import (
    Autoscaler,
    DisruptionBudget,
    Ingress,
    NamedObject,
    Pods,
    Related,
    Selector,
    Service,
    ServicePort,
)
from podproof.spec.manifest.related.references import ObjectReference, references
from podproof.spec.manifest.related.workload import Workload, workload

__all__ = [
    "Autoscaler",
    "DisruptionBudget",
    "Ingress",
    "NamedObject",
    "ObjectReference",
    "Pods",
    "Related",
    "RelatedObjects",
    "Selector",
    "Service",
    "ServicePort",
    "Workload",
    "references",
    "workload",
]
