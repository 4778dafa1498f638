"""Predicates about rollouts, drains and autoscalers: what the owner of the Pod and a budget allow."""

from podproof.spec.findings.amounts import allowed_disruptions, rolling
from podproof.spec.pod.durations import shortest_start


def least_replicas(replicas, autoscalers):
    """The smallest number of Pods that the owner keeps, at least 1. [F2]"""
    return max(min([each.min_replicas for each in autoscalers], default=replicas or 1), 1)


def most_replicas(replicas, autoscalers):
    """The largest number of Pods that the owner keeps. [F2]"""
    return max([each.max_replicas or each.min_replicas for each in autoscalers], default=replicas)


def blocking_budgets(budgets, replicas, autoscalers):
    """The budgets that let none of the Pods be evicted although all are healthy. [10.3]"""
    most = most_replicas(replicas, autoscalers)
    return [each for each in budgets if most and allowed_disruptions(each, most) == 0]


def has_a_blocking_budget(budgets, replicas, autoscalers):
    """A budget lets none of the Pods be evicted although all are healthy. [10.3]"""
    return len(blocking_budgets(budgets, replicas, autoscalers)) > 0


def budget_text(budgets, replicas, autoscalers):
    """The budget that blocks as its manifest says it. [10.3]"""
    budget = blocking_budgets(budgets, replicas, autoscalers)[0]
    amount = (
        f"maxUnavailable {budget.max_unavailable}"
        if budget.max_unavailable is not None
        else f"minAvailable {budget.min_available}"
    )
    return f"{budget.name} ({amount})"


def updates_by_adding_first(owner, strategy, max_surge, max_unavailable, replicas, autoscalers):
    """An update of the Deployment must start a new Pod before it may stop an old one. [F2]"""
    if owner != "Deployment" or strategy != "RollingUpdate" or replicas == 0:
        return False
    allowed = rolling(max_surge, max_unavailable, least_replicas(replicas, autoscalers))
    return allowed is not None and allowed[1] == 0


def updates_all_at_once(owner, strategy, max_surge, max_unavailable, replicas, autoscalers):
    """An update of the Deployment may stop all of its Pods, of which there are several. [F2]"""
    most = max(replicas or 0, most_replicas(replicas, autoscalers) or 0)
    allowed = rolling(max_surge, max_unavailable, most) if owner == "Deployment" else None
    return strategy == "RollingUpdate" and allowed is not None and most > 1 and allowed[1] >= most


def host_ports(facts, host_network):
    """The ports of the node that the containers occupy. [3.1]"""
    every = [port.number if host_network else port.host for each in facts for port in each.ports]
    return ", ".join(str(each) for each in dict.fromkeys(every) if each)


def occupies_host_ports(facts, host_network):
    """The Pod occupies ports of its node. [3.1]"""
    return host_ports(facts, host_network) != ""


def single_node_claims(claims):
    """The names of the claims that only one node, or only one Pod, can mount. [3.1]"""
    single = {"ReadWriteOnce", "ReadWriteOncePod"}
    names = (each.name for each in claims if each.access_modes and single.issuperset(each.access_modes))
    return " and ".join(dict.fromkeys(names))


def mounts_a_single_node_claim(claims):
    """The Pod mounts a claim that only one node, or only one Pod, can mount. [3.1]"""
    return single_node_claims(claims) != ""


def seconds_to_available(containers, min_ready):
    """The least number of seconds before a new Pod counts as available, from the configured delays. [3.13 6.3 7.5]"""
    return shortest_start(containers) + (min_ready or 0)


def progress_deadline_comes_first(owner, progress_deadline, containers, min_ready):
    """The rollout counts as failed before its first new Pod can be available. [6.3 7.5]"""
    needed = seconds_to_available(containers, min_ready)
    return owner == "Deployment" and progress_deadline is not None and progress_deadline <= needed


def partition_holds_every_pod(owner, partition, replicas):
    """An update of the StatefulSet changes no Pod: all of them are below its partition. [F2]"""
    return owner == "StatefulSet" and bool(partition) and bool(replicas) and partition >= replicas


def sets_replicas(node):
    """The manifest itself says how many replicas there are. [F2]"""
    spec = node.inner("spec")
    return spec is not None and spec.get("replicas") is not None


def has_an_autoscaler(autoscalers):
    """An autoscaler of the input scales the object. [F2]"""
    return len(autoscalers) > 0


def autoscaler_text(autoscalers):
    """The autoscaler with its bounds. [F2]"""
    each = autoscalers[0]
    return f"{each.name} ({each.min_replicas} to {each.max_replicas})"


def replicas_are_within_bounds(replicas, autoscalers):
    """The autoscaler allows the number of replicas in the manifest. [F2]"""
    return all(each.min_replicas <= (replicas or 0) <= (each.max_replicas or 0) for each in autoscalers)


def one_more_replica(replicas, autoscalers):
    """One Pod more than the owner keeps. [F2]"""
    return most_replicas(replicas, autoscalers) + 1


def its_pods(owner, replicas, autoscalers):
    """The Pods of the owner, by their largest number. [F2]"""
    most = most_replicas(replicas, autoscalers)
    return f"the only Pod of this {owner}" if most == 1 else f"one of the {most} Pods of this {owner}"


def old_pods(replicas, autoscalers):
    """The Pods before a rollout, by their smallest number. [F2]"""
    least = least_replicas(replicas, autoscalers)
    return "the old one" if least == 1 else f"one of the {least} old ones"
