"""What kubectl makes of the containers in a status, as `printPod` does; only the columns of kubectl ask these."""

from podproof.spec.pod.predicates.conditions import is_ready
from podproof.spec.pod.predicates.configuration import is_init_or_sidecar
from podproof.spec.pod.predicates.containers import has_started
from podproof.spec.pod.predicates.initialization import is_initialized_condition
from podproof.spec.pod.predicates.recordings import shown_as_terminated


def shown_as_exited_zero(runtime, backoff, post_start_hook, preparation, exit_code):
    """The state is `terminated`, Completed. [2.4]"""
    return shown_as_terminated(runtime, backoff, post_start_hook, preparation) and exit_code == "Zero"


def shown_as_initialized(container):
    """For kubectl the init container is initialized: it shows Completed, or is a sidecar that has started. [3.6]"""
    return shown_as_exited_zero(
        container.runtime,
        container.backoff,
        container.post_start_hook,
        container.preparation,
        container.exit_code,
    ) or (container.kind == "sidecar" and has_started(container))


def status_is_of_regular_containers(containers):
    """The column STATUS is about the regular containers: the Pod, or every init container, is initialized. [7.3]"""
    return is_initialized_condition(containers) or all(
        shown_as_initialized(each) for each in containers if is_init_or_sidecar(each.kind)
    )


def some_regular_is_ready(containers):
    """Some regular container is ready. [2.12]"""
    return any(each.kind == "regular" and is_ready(each) for each in containers)
