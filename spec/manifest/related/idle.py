"""Services that select no Pod of the input, and the Pods that they seem to be meant for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from podproof.spec.manifest.kinds import KINDS
from podproof.spec.manifest.related.objects import Pods, Service
from podproof.spec.manifest.spelling import nearest

ALIKE = 0.7
"""The least similarity of two values of a label of which one may be a slip."""


def idle_services(services: Iterable[Service], pods: Iterable[Pods]) -> Iterator[Service]:
    """The Services that select no Pod of the input, whatever its namespace."""
    labeled = defaultdict[tuple[str, str], list[Pods]](list)
    for each in pods:
        for label in each.labels.items():
            labeled[label].append(each)
    for service in services:
        first = next(iter(service.selector.labels.items()))
        if not any(service.selector.matches(each.labels) for each in labeled[first]):
            yield service


def seems_meant_for(service: Service, pods: Pods) -> bool:
    """Whether the Pods have all its keys, and the Service has their name or each value differs by a slip at most.

    Of other kinds it is not known which labels their operator adds.
    """
    wanted = service.selector.labels
    if pods.kind not in KINDS or not wanted.keys() <= pods.labels.keys():
        return False
    return service.name == pods.name or all(nearest(value, (pods.labels[key],), ALIKE) for key, value in wanted.items())
