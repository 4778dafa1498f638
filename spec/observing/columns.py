"""The words of `kubectl get pods`, phase and STATUS, each as the ways in which a Pod may show it (SEMANTICS 1, 2)."""

from collections.abc import Iterator

from podproof.spec.observing.notation import Fact, Way
from podproof.spec.observing.shown import FIRST_REASONS, NEVER, STATES, first_reason
from podproof.spec.statuses import PHASES
from podproof.spec.words import comes_first
from podproof.spec.world import Pod

HIDDEN = ("waiting RestartingAllContainers", "terminated RestartingAllContainers")
"""States that no moment of a world is sure to show."""

REASONS = {
    "Completed": "seems_terminated and last_exit_was_zero",
    "Error": "seems_terminated and not last_exit_was_zero",
    **{value.partition(" ")[2]: sentence for value, sentence in STATES.items() if " " in value and value not in HIDDEN},
    **dict.fromkeys(FIRST_REASONS, "seems_to_begin"),
    "CrashLoopBackOff": "seems_crash_looping",
    "RunContainerError": "seems_unstartable",
    "ContainerStatusUnknown": "seems_lost",
}
"""The reasons that the column shows of a container."""

ALIVE = "is_alive or phase_is_succeeded or phase_is_failed"
"""What the column shows of a Pod that is being deleted and has not ended is Terminating, whatever its containers do."""


def known(pod: Pod) -> list[str]:
    """Every word that a Pod like this may be asked for."""
    count = sum(comes_first(member.kind) for member in pod.members)
    init = [f"Init:{number}/{count}" for number in range(count)]
    init += [f"Init:{reason}" for reason in REASONS if reason != "PodInitializing"] if count else []
    strange = set(FIRST_REASONS) - {first_reason(pod)}
    return [*PHASES, "Terminating", "NotReady", *(word for word in REASONS if word not in strange), *init]


def shows(pod: Pod, word: str, in_status: bool) -> Iterator[Way]:
    """The ways in which a Pod may come to show the word; a container's state counts as it could be published then.

    Running is a phase, and `in_status` a word of the column too, which no container that waits or has ended may hide.
    """
    if word == "Running" and in_status:
        sites = [site for site, member in enumerate(pod.members) if member.kind == "regular"]
        running = (Fact("state", "running", "seems_running", site) for site in sites)
        yield _way(Fact("phase", word, PHASES[word]), Fact("STATUS", word, ALIVE), *running)
    elif word in PHASES:
        yield _way(Fact("phase", word, PHASES[word]))
    elif word == "Terminating":
        yield _way(Fact("STATUS", word, "is_marked and not phase_is_succeeded and not phase_is_failed"))
    elif word.startswith("Init:"):
        yield from _initializing(pod, word)
    else:
        yield from _regular(pod, word)


def _way(*facts: Fact) -> Way:
    return Way("", (), (), True, facts)


def _initializing(pod: Pod, word: str) -> Iterator[Way]:
    """The first init container that is not done has the say."""
    sites = [site for site, member in enumerate(pod.members) if comes_first(member.kind)]
    facts = [Fact("STATUS", word, f"({ALIVE}) and is_scheduled and may_publish and not is_initialized_condition")]
    for number, site in enumerate(sites):
        reason = word.removeprefix("Init:")
        here = REASONS.get(reason, NEVER)
        if reason == f"{number}/{len(sites)}":
            here = f"seems_running or {REASONS['PodInitializing']}"
        yield _way(*facts, Fact("STATUS", word, f"not is_initialized and ({here})", site))
        facts.append(Fact("initialized", "True", "is_initialized", site))


def _regular(pod: Pod, word: str) -> Iterator[Way]:
    """The first regular container with a reason has the say; a completed one only if no other is ready."""
    sites = [site for site, member in enumerate(pod.members) if member.kind == "regular"]
    facts = [Fact("STATUS", word, f"({ALIVE}) and is_scheduled and may_publish and is_initialized_condition")]
    wanted = "Completed" if word == "NotReady" else word
    for site in sites:
        here = Fact("STATUS", word, REASONS.get(wanted, NEVER), site)
        if word == "NotReady":
            unready = Fact("Ready", "False", "not api_says_ready")
            yield from (_way(*facts, here, unready, Fact("ready", "True", "is_ready", other)) for other in sites)
        elif word == "Completed":
            yield _way(*facts, here, *(Fact("ready", "False", "not is_ready", other) for other in sites))
        else:
            yield _way(*facts, here)
        facts.append(Fact("state", "running", "seems_running", site))
