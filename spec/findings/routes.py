"""Which containers of a Pod the Services of the same input send requests to."""

import re
from collections.abc import Container as Holding
from collections.abc import Iterator, Sequence
from os.path import dirname

from podproof.spec.findings.facts import Facts, Port
from podproof.spec.manifest.related import Service, ServicePort
from podproof.spec.pod.state import Container

FOR_OPERATORS = re.compile(
    r"(metrics?|prom|prometheus|telemetry|monitor(ing)?|stats|exporter|health|healthz|probes?|debug|pprof|profiling"
    r"|admin)(https?)?"
)
"""Names of ports that scrapers and operators use: a request there may fail without harm."""


SERVES_METRICS = re.compile(r"kube-rbac-proxy.*|(.*-)?(exporter|metrics)")
"""Names of containers that only scrapers ask."""


def routes(
    containers: Sequence[Container], facts: Sequence[Facts], services: Sequence[Service]
) -> Iterator[tuple[int, Service]]:
    """Each container that gets requests, by its number, with a Service that sends them.

    A Service for metrics does not count, nor one that publishes addresses which are not ready: readiness does not steer
    its requests.
    """
    for service in services:
        for port in () if _is_exempt(service) else service.ports:
            found = _container(port, containers, facts)
            if found is None or is_for_operators(port.name) or is_for_operators(str(port.target)):
                continue
            if not SERVES_METRICS.fullmatch(containers[found].name):
                yield found, service


def unlisted_targets(
    file: str, facts: Sequence[Facts], services: Sequence[Service], listening: Holding[str]
) -> Iterator[tuple[Service, int]]:
    """The only target of a Service, if it is another number than the only port of the Pod, and nothing mentions it.

    Clients of a headless Service connect to the Pod itself, on a port of their choice.
    """
    listed = {port.number for each in facts for port in each.ports}
    for service in beside(file, services) if len(listed) == 1 else ():
        for port in service.ports if len(service.ports) == 1 and not service.is_headless else ():
            known = is_for_operators(port.name) or port.target in listed or str(port.target) in listening
            if isinstance(port.target, int) and not known:
                yield service, port.target


def beside(file: str, services: Sequence[Service]) -> list[Service]:
    """The Services in the folder of the file: one in another folder may be about another copy of the application."""
    return [each for each in services if dirname(each.position.file) == dirname(file)]


def is_for_operators(name: str) -> bool:
    """Whether a port is meant for scrapers or operators, as its name says."""
    return any(FOR_OPERATORS.fullmatch(part) for part in re.split(r"[-_.]", name.lower()))


def _is_exempt(service: Service) -> bool:
    parts = service.name.split("-")
    return service.publishes_not_ready_addresses or any(name in parts for name in ("metrics", "monitor", "exporter"))


def _container(port: ServicePort, containers: Sequence[Container], facts: Sequence[Facts]) -> int | None:
    """The container that listens on the target port; a single container may listen on a port that it does not list."""
    for index, each in enumerate(facts):
        for listed in each.ports:
            if port.target in (listed.name, listed.number) and port.target is not None:
                return None if _is_only_for_operators(listed) else index
    regular = [index for index, each in enumerate(containers) if each.kind == "regular"]
    return regular[0] if len(regular) == 1 and isinstance(port.target, int) else None


def _is_only_for_operators(port: Port) -> bool:
    return is_for_operators(port.name)
