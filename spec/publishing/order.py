"""What a kubelet publishes before it goes on: steps that the state allows, and the object does not yet."""

from podproof.spec.pod.kubectl import Containers
from podproof.spec.pod.predicates import is_alive, is_regular_or_sidecar
from podproof.spec.pod.state import Pod, PodState
from podproof.spec.pod.state_answers import POD, state_answers
from podproof.spec.publishing.instances import FORGETTING
from podproof.spec.publishing.objects import PublishedPod, shown_containers

AT_ADMISSION = "rejects"
"""The event before which a kubelet has published nothing, unless it has started again in between.

The kubelet admits a Pod before the first sync of its worker (HandlePodAdditions, pkg/kubelet/kubelet.go) [10.6].
"""


def may_happen(
    pod: Pod, published: PublishedPod, event: str, site: int | None, state: PodState, states: Containers
) -> bool:
    """Whether a step that is possible in these states agrees with what was published before it.

    A runtime forgets only a container that was last shown as running, where the kubelet can say so at once; it does.
    """
    if published.tells_of_loss:
        return event == "publishes"
    if event == FORGETTING:
        can_say_so = is_alive(state.deletion) and state_answers(pod, state, states)[POD]["may_publish"]
        return can_say_so and site is not None and shows_instance(pod, published, site)
    if event != "publishes_readiness":
        return True
    members = zip(pod.members, states, strict=True)
    counted = (
        site
        for site, (member, each) in enumerate(members)
        if each.runtime == "Running" and is_regular_or_sidecar(member.kind)
    )
    return all(shows_instance(pod, published, site) for site in counted)


def shows_instance(pod: Pod, published: PublishedPod, site: int) -> bool:
    """The status shows the instance as running, or nothing: of another one a kubelet writes no readiness [7.7]."""
    shown = shown_containers(published).get(pod.members[site].name)
    return shown is None or (
        "running" in shown["state"] and shown["restartCount"] == published.instances[site].restarts
    )
