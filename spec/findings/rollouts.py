"""Findings about rollouts, drains and autoscalers: when Pods cannot be replaced, or all at once."""

from podproof.spec.findings.notation import Finding

FINDINGS = (
    Finding(
        "budget-blocks-drain",
        "warning",
        "10.3",
        "A PodDisruptionBudget never lets a Pod be evicted, so that no node with one can be drained.",
        "PodDisruptionBudget {budget_text} lets none of the {most_replicas} Pods of this {owner} be evicted:"
        " `kubectl drain` of its node never ends",
        "Upgrades of nodes evict Pods, and wait until the budget allows it.",
        "Run more replicas, or let the budget allow one disruption.",
        advice="Run {one_more_replica} replicas, or set maxUnavailable of the budget to 1.",
        when="has_a_blocking_budget",
        owner_field="spec.replicas",
    ),
    Finding(
        "rollout-stops-every-pod",
        "warning",
        "F2",
        "A rolling update may stop all old Pods before a new one is ready.",
        "maxUnavailable {max_unavailable} lets a rollout stop all Pods before a new one is ready",
        "The update is then an outage, which a rolling update is meant to avoid.",
        "Set maxUnavailable below the number of replicas, or `strategy: Recreate` if the outage is intended.",
        when="updates_all_at_once",
        owner_field="spec.strategy.rollingUpdate.maxUnavailable",
    ),
    Finding(
        "rollout-waits-for-host-port",
        "warning",
        "3.1 F2",
        "A rollout first starts a Pod that needs ports of a node which the old Pods occupy.",
        "a rollout starts one more Pod before it stops one of the {least_replicas}: if no other node has {host_ports}"
        " free, it stays Pending and the rollout never moves",
        "Two Pods with the same host port cannot share a node.",
        "Set maxSurge to 0 and maxUnavailable to 1, or use a DaemonSet.",
        when="updates_by_adding_first and occupies_host_ports",
        owner_field="spec.strategy",
    ),
    Finding(
        "rollout-waits-for-volume",
        "warning",
        "3.1 F2",
        "A rollout first starts a Pod that needs a volume which the old Pod holds.",
        "a rollout starts the new Pod before it stops the old one, and {single_node_claims} can be mounted on one node"
        " only: on another node the new Pod never starts",
        "A claim that is ReadWriteOnce is attached to one node, and released only when the old Pod has ended.",
        "Use `strategy: Recreate`, or a StatefulSet.",
        when="updates_by_adding_first and mounts_a_single_node_claim",
        owner_field="spec.strategy",
    ),
    Finding(
        "progress-deadline-before-ready",
        "warning",
        "6.3 7.5",
        "A rollout counts as failed before its first new Pod can be available.",
        "progressDeadlineSeconds is {progress_deadline}, and the configured delays alone take {seconds_to_available} s",
        "The condition Progressing becomes False, and pipelines that wait for the rollout fail.",
        "Raise progressDeadlineSeconds, or shorten the delays of probes and hooks.",
        when="progress_deadline_comes_first",
        owner_field="spec.progressDeadlineSeconds",
    ),
    Finding(
        "partition-holds-every-pod",
        "warning",
        "F2",
        "An update of a StatefulSet changes no Pod, because its partition keeps all of them as they are.",
        "partition {partition} keeps all {replicas} Pods as they are: an update changes none of them",
        "Only Pods whose ordinal is at least the partition are updated.",
        "Set the partition below the number of replicas.",
        when="partition_holds_every_pod",
        owner_field="spec.updateStrategy.rollingUpdate.partition",
    ),
    Finding(
        "replicas-conflict-with-autoscaler",
        "warning",
        "F2",
        "A manifest sets the number of replicas that an autoscaler manages.",
        "replicas is {replicas}, but HorizontalPodAutoscaler {autoscaler_text} scales this {owner}: each apply sets it"
        " back to {replicas}",
        "Pods are stopped or started at each deployment, until the autoscaler has corrected the number.",
        "Remove `replicas`.",
        when="sets_replicas and has_an_autoscaler",
        info_when="replicas_are_within_bounds",
        owner_field="spec.replicas",
    ),
)
