"""What the manifest and the version of Kubernetes settle, once for all states."""

from podproof.spec.pod.predicates.exit_rules import can_exit_zero, exit_action


def has_startup_probe(startup_probe):
    """The container has a startup probe. [6.4]"""
    return startup_probe is not None


def has_liveness_probe(liveness_probe):
    """The container has a liveness probe. [6.1]"""
    return liveness_probe is not None


def has_readiness_probe(readiness_probe):
    """The container has a readiness probe. [2.12]"""
    return readiness_probe is not None


def has_post_start(post_start):
    """The container has a postStart hook. [3.13]"""
    return post_start is not None


def has_pre_stop(pre_stop):
    """The container has a preStop hook. [9.12]"""
    return pre_stop is not None


def has_scheduling_gates(scheduling_gates):
    """The Pod waits for scheduling gates to be removed. [3.1]"""
    return len(scheduling_gates) > 0


def has_finalizers(finalizers):
    """The Pod has finalizers: the object stays until others have removed them. [9.5]"""
    return len(finalizers) > 0


def has_readiness_gates(readiness_gates):
    """The Pod names conditions that others must set. [7.5]"""
    return len(readiness_gates) > 0


def is_init(kind):
    """An init container that runs to its end. [3.6]"""
    return kind == "init"


def is_sidecar(kind):
    """An init container whose own policy is Always. [3.9]"""
    return kind == "sidecar"


def is_regular(kind):
    """A container of `spec.containers`. [1.5]"""
    return kind == "regular"


def is_ephemeral(kind):
    """A container that was added to the Pod while it was there, to look inside. [3.16]"""
    return kind == "ephemeral"


def is_init_or_sidecar(kind):
    """An init container or sidecar: it has its place in the order before the regular containers. [3.6 3.9]"""
    return kind in ("init", "sidecar")


def is_regular_or_sidecar(kind):
    """A regular container or sidecar: the Pod is ready when all of these are. [7.4]"""
    return kind in ("regular", "sidecar")


def has_ephemeral_containers(containers):
    """Somebody has added a container to the Pod to look inside. [3.16]"""
    return any(is_ephemeral(each.kind) for each in containers)


def has_init_containers(containers):
    """The Pod has init containers or sidecars. [3.6]"""
    return any(is_init_or_sidecar(each.kind) for each in containers)


def policy(container, restart_policy):
    """The restart policy that counts: its own, else the Pod's; an init container's success is final. [3.16 4.1 4.6]"""
    return (
        "Always"
        if container.kind == "sidecar"
        else "Never"
        if container.kind == "ephemeral"
        else (
            "OnFailure"
            if container.kind == "init"
            and (container.own_policy if container.own_policy != "" else restart_policy) == "Always"
            else (container.own_policy if container.own_policy != "" else restart_policy)
        )
    )


def never_restarts(container, restart_policy):
    """The policy that counts for the container is Never. [4.5]"""
    return policy(container, restart_policy) == "Never"


def restarts_on_failure(container, restart_policy):
    """The policy that counts for the container is OnFailure. [4.1]"""
    return policy(container, restart_policy) == "OnFailure"


def success_is_final(container, restart_policy):
    """A container that exits 0 is not started again for it. [4.1 4.6]"""
    return policy(container, restart_policy) != "Always" and can_exit_zero(container.exit_rules)


def killing_is_final(container, restart_policy):
    """A container that was killed, exit code 137, is not started again for it. [4.1]"""
    return policy(container, restart_policy) == "Never" and exit_action(container.exit_rules, 137) == ""


def can_restart(container, restart_policy):
    """Some exit of the container gets it started again: for its policy, or by a rule. [4.1 4.3]"""
    return len(container.exit_rules) > 0 or policy(container, restart_policy) != "Never"


def pulls_always(image_pull_policy):
    """Each start asks the registry for the image. [3.13]"""
    return image_pull_policy == "Always"


def never_pulls(image_pull_policy):
    """The image must be on the node already. [2.3]"""
    return image_pull_policy == "Never"


def has_valid_image_name(image_name_is_valid):
    """The image's name can be parsed. [2.3]"""
    return image_name_is_valid


def has_grace(grace_period):
    """A delete leaves time to stop. [9.1]"""
    return grace_period > 0


def grace_is_brief(grace_period):
    """The grace period is below the runtime's minimum of 2 s. [9.12]"""
    return grace_period < 2


def grace_can_shrink(grace_period):
    """A second delete can ask for less grace than the first. [9.3]"""
    return grace_period > 1


def stops_sidecars_in_order(kubernetes):
    """Sidecars get their stop signal after the regular containers and in reverse order. [9.17]"""
    return kubernetes >= 29


def withholds_terminal_phase(kubernetes):
    """A terminal phase waits until no container can run. [10.7]"""
    return kubernetes >= 24


def deletion_ends_in_terminal_phase(kubernetes):
    """Every deleted Pod gets a terminal phase before it goes. [9.21 9.22]"""
    return kubernetes >= 27


def remembers_started(kubernetes):
    """A kubelet that restarts keeps `started` and `ready` of running containers. [6.14]"""
    return kubernetes >= 35


def startup_limit(startup_probe):
    """Consecutive startup results that count, folded to 3: more only repeat the same event. [6.5]"""
    return 1 if startup_probe is None else min(startup_probe.failure_threshold, 3)


def liveness_limit(liveness_probe):
    """Consecutive liveness results that count, folded to 3. [6.5]"""
    return 1 if liveness_probe is None else min(liveness_probe.failure_threshold, 3)


def readiness_failures(readiness_probe):
    """Consecutive failures that make a ready container unready, folded to 3. [6.5]"""
    return 1 if readiness_probe is None else min(readiness_probe.failure_threshold, 3)


def readiness_successes(readiness_probe):
    """Consecutive successes that make an unready container ready, folded to 3. [6.5]"""
    return 1 if readiness_probe is None else min(readiness_probe.success_threshold, 3)


def readiness_limit(readiness_probe):
    """Consecutive readiness results that count. [6.5]"""
    return max(readiness_failures(readiness_probe), readiness_successes(readiness_probe))
