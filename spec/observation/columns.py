"""The words of `kubectl get pods`, phase and STATUS, each as the ways in which a Pod may show it (SEMANTICS 1, 2)."""

from collections.abc import Iterator

from podproof.spec.observation.notation import Explanation, Fact
from podproof.spec.observation.shown import FIRST_REASONS, NEVER, STATES, first_reason
from podproof.spec.pod.kubectl_status import PHASES
from podproof.spec.pod.predicates import is_init_or_sidecar
from podproof.spec.pod.state import Pod

HIDDEN = ("waiting RestartingAllContainers", "terminated RestartingAllContainers")
"""States that no moment of a state is sure to show."""

REASONS = {
    "Completed": "shown_as_terminated and last_exit_was_zero",
    "Error": "shown_as_terminated and not last_exit_was_zero",
    **{
        value.partition(" ")[2]: condition
        for value, condition in STATES.items()
        if " " in value and value not in HIDDEN
    },
    **dict.fromkeys(FIRST_REASONS, "shown_as_creating"),
    "CrashLoopBackOff": "shown_as_crash_looping",
    "RunContainerError": "shown_as_run_container_error",
    "ContainerStatusUnknown": "shown_as_lost",
}
"""The reasons that the column shows of a container."""

ALIVE = "is_alive or phase_is_succeeded or phase_is_failed"
"""What the column shows of a Pod that is being deleted and has not ended is Terminating, whatever its containers do."""


def known(pod: Pod) -> list[str]:
    """Every word that a Pod like this may be asked for."""
    count = sum(is_init_or_sidecar(member.kind) for member in pod.members)
    init = [f"Init:{number}/{count}" for number in range(count)]
    init += [f"Init:{reason}" for reason in REASONS if reason != "PodInitializing"] if count else []
    strange = set(FIRST_REASONS) - {first_reason(pod)}
    return [
        *PHASES,
        "Terminating",
        "NotReady",
        *(predicate for predicate in REASONS if predicate not in strange),
        *init,
    ]


def shows(pod: Pod, predicate: str, in_status: bool) -> Iterator[Explanation]:
    """The ways in which a Pod may come to show the word; a container's state counts as it could be published then.

    Running is a phase, and `in_status` a word of the column too, which no container that waits or has ended may hide.
    """
    if predicate == "Running" and in_status:
        sites = [site for site, member in enumerate(pod.members) if member.kind == "regular"]
        running = (Fact("state", "running", "shown_as_running", site) for site in sites)
        yield _way(Fact("phase", predicate, PHASES[predicate]), Fact("STATUS", predicate, ALIVE), *running)
    elif predicate in PHASES:
        yield _way(Fact("phase", predicate, PHASES[predicate]))
    elif predicate == "Terminating":
        yield _way(Fact("STATUS", predicate, "is_terminating and not phase_is_succeeded and not phase_is_failed"))
    elif predicate.startswith("Init:"):
        yield from _initializing(pod, predicate)
    else:
        yield from _regular(pod, predicate)


def _way(*facts: Fact) -> Explanation:
    return Explanation("", (), (), True, facts)


def _initializing(pod: Pod, predicate: str) -> Iterator[Explanation]:
    """The first init container that is not done has the say."""
    sites = [site for site, member in enumerate(pod.members) if is_init_or_sidecar(member.kind)]
    facts = [Fact("STATUS", predicate, f"({ALIVE}) and is_scheduled and may_publish and not is_initialized_condition")]
    for number, site in enumerate(sites):
        reason = predicate.removeprefix("Init:")
        here = REASONS.get(reason, NEVER)
        if reason == f"{number}/{len(sites)}":
            here = f"shown_as_running or {REASONS['PodInitializing']}"
        yield _way(*facts, Fact("STATUS", predicate, f"not is_initialized and ({here})", site))
        facts.append(Fact("initialized", "True", "is_initialized", site))


def _regular(pod: Pod, predicate: str) -> Iterator[Explanation]:
    """The first regular container with a reason has the say; a completed one only if no other is ready."""
    sites = [site for site, member in enumerate(pod.members) if member.kind == "regular"]
    facts = [Fact("STATUS", predicate, f"({ALIVE}) and is_scheduled and may_publish and is_initialized_condition")]
    wanted = "Completed" if predicate == "NotReady" else predicate
    for site in sites:
        here = Fact("STATUS", predicate, REASONS.get(wanted, NEVER), site)
        if predicate == "NotReady":
            unready = Fact("Ready", "False", "not ready_condition_is_true")
            yield from (_way(*facts, here, unready, Fact("ready", "True", "is_ready", other)) for other in sites)
        elif predicate == "Completed":
            yield _way(*facts, here, *(Fact("ready", "False", "not is_ready", other) for other in sites))
        else:
            yield _way(*facts, here)
        facts.append(Fact("state", "running", "shown_as_running", site))
