"""Predicates about traffic: the Services of the same input, and the ports that they send it to."""

from podproof.spec.findings.predicates.stops import length_of_pre_stop
from podproof.spec.findings.routes import SERVES_METRICS, beside, routes, unlisted_targets
from podproof.spec.pod.predicates import is_regular


def has_no_service(services, has_services):
    """The input has Services, but none selects the Pod. [8.1]"""
    return has_services and len(services) == 0


def serves_only_metrics(name):
    """Only scrapers ask the container, as its name says. [8.1]"""
    return SERVES_METRICS.fullmatch(name) is not None


def service_is_unknown(services):
    """No Service of the input selects the Pod: it may stand elsewhere. [8.1]"""
    return len(services) == 0


def has_several_replicas(owner, strategy, replicas, autoscalers):
    """Other Pods can take over the requests, so that a stop need not lose any; `Recreate` stops all. [8.1]"""
    least = max([replicas or 0, *(each.min_replicas for each in autoscalers)])
    return owner == "DaemonSet" or (least > 1 and strategy != "Recreate")


def ready_without_a_check(containers, facts, services):
    """Containers that a Service sends requests to, and that are ready as soon as they run. [2.12 8.1]"""
    reached = {index for index, _ in routes(containers, facts, services)}
    return tuple(
        containers[index].name
        for index in sorted(reached)
        if containers[index].readiness_probe is None and containers[index].startup_probe is None
    )


def has_one_ready_without_a_check(containers, facts, services):
    """A Service sends requests to a container that is ready as soon as it runs. [2.12 8.1]"""
    return len(ready_without_a_check(containers, facts, services)) > 0


def stopped_without_delay(containers, facts, services):
    """Regular containers that a Service sends requests to, and that get SIGTERM without a preStop hook. [8.3 9.12]"""
    reached = {index for index, _ in routes(containers, facts, services)}
    return tuple(
        containers[index].name
        for index in sorted(reached)
        if is_regular(containers[index].kind) and containers[index].pre_stop is None
    )


def has_one_stopped_without_delay(containers, facts, services):
    """A Service sends requests to a container that gets SIGTERM without a preStop hook. [8.3 9.12]"""
    return len(stopped_without_delay(containers, facts, services)) > 0


def removal_is_declared(declared_times):
    """The owner says how long clients go on sending requests after a deletion. [8.3]"""
    return declared_times.endpoint_removal.most is not None


def requests_may_follow_the_hook(declared_times, pre_stop, declared, containers, facts, services, index):
    """A Service sends requests to the container for longer than its preStop hook delays SIGTERM. [8.3 9.12]"""
    is_reached = any(reached == index for reached, _ in routes(containers, facts, services))
    return is_reached and declared_times.endpoint_removal.most > length_of_pre_stop(pre_stop, declared).least


def sending_services(containers, facts, services):
    """The Services that send requests to the Pod, with their verb. [8.1]"""
    names = list(dict.fromkeys(service.name for _, service in routes(containers, facts, services)))
    return f"Service {names[0]} sends" if len(names) == 1 else f"Services {' and '.join(names)} send"


def unknown_target(file, facts, services):
    """A Service that names a port of its Pods that none of their containers has, and that name. [8.1]"""
    names = {port.name for each in facts for port in each.ports}
    return next(
        (
            f"{service.name} sends requests to the port `{port.target}`"
            for service in beside(file, services)
            for port in service.ports
            if isinstance(port.target, str) and port.target not in names
        ),
        "",
    )


def has_an_unknown_target(file, facts, services):
    """A Service names a port of its Pods that none of their containers has. [8.1]"""
    return unknown_target(file, facts, services) != ""


def unlisted_target(file, facts, services, host_network, listening):
    """A Service that sends requests to a number that no container lists or mentions, and that number. [8.1]"""
    found = () if host_network else unlisted_targets(file, facts, services, listening)
    return next((f"{service.name} sends requests to port {number}" for service, number in found), "")


def has_an_unlisted_target(file, facts, services, host_network, listening):
    """A Service sends requests to a port that no container lists or mentions. [8.1]"""
    return unlisted_target(file, facts, services, host_network, listening) != ""


def listed_ports(facts):
    """The ports that the containers list. [8.1]"""
    return ", ".join(str(port.number) for each in facts for port in each.ports)


def has_an_idle_service(idle_services):
    """A Service that seems to be meant for the Pod selects no Pod of the input. [8.1]"""
    return len(idle_services) > 0


def idle_service(idle_services):
    """The name of the Service. [8.1]"""
    return idle_services[0].name


def idle_selector(idle_services, labels):
    """The labels of its selector that the Pod does not have. [8.1]"""
    return ", ".join(f"{key}={value}" for key, value in _unmet(idle_services, labels))


def labels_in_its_place(idle_services, labels):
    """The values that the Pod has instead. [8.1]"""
    return ", ".join(f"{key}={labels[key]}" for key, _ in _unmet(idle_services, labels))


def _unmet(idle_services, labels):
    return [each for each in idle_services[0].selector.labels.items() if each not in labels.items()]


def ready_names(containers, facts, services):
    """The containers that are ready as soon as they run. [2.12 8.1]"""
    return " and ".join(ready_without_a_check(containers, facts, services))


def stopped_names(containers, facts, services):
    """The containers that get SIGTERM without a preStop hook. [8.3 9.12]"""
    return " and ".join(stopped_without_delay(containers, facts, services))
