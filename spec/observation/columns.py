"""The texts of `kubectl get pods`, phase and STATUS, each as the explanations under which a Pod shows it."""

from collections.abc import Iterable, Iterator, Sequence
from string import ascii_lowercase
from typing import Literal

from podproof.spec.observation.notation import Explanation
from podproof.spec.observation.status_texts import COUNTED, INIT, OF_CONTAINERS, specified_texts
from podproof.spec.pod.kubectl import EARLY_ENDS, PHASES, printer
from podproof.spec.pod.object_fields import CONTAINERS_KEPT_SINCE
from podproof.spec.pod.printer import GONE, SHOWS_CONTAINERS, Fact
from podproof.spec.pod.state import Container, Pod

MOST_INITS = 20
"""Init containers of the smallest Pod; a text that counts more is about a Pod that must be given."""

ORDINARY = Container("")

IMAGES = {
    "ErrImageNeverPull": ORDINARY._replace(image_pull_policy="Never"),
    "InvalidImageName": ORDINARY._replace(image_name_is_valid=False),
    "ErrImagePull": ORDINARY,
    "ImagePullBackOff": ORDINARY,
}
"""The container that can show a text about its image."""


def askable(pod: Pod) -> list[str]:
    """Every phase and text of STATUS that this Pod may be asked for."""
    texts = dict.fromkeys((*PHASES, *(row.text for row in printer(pod).status_rows)))
    return [text for text in texts if text != GONE]


def text_explanations(pod: Pod, text: str, in_status: bool) -> Iterator[Explanation]:
    """How a Pod can show the text; a container's state counts only at a moment when it can be published.

    A text that is a phase means the phase; with `in_status`, Running means that STATUS says so of the containers, and
    Unknown may mean a container, too.
    """
    if text in PHASES and not (in_status and text == "Running"):
        yield _shown(Fact("phase", text, PHASES[text]))
        if not (in_status and text in OF_CONTAINERS):
            return
    for shown in specified_texts(text) or (text,):
        yield from _printed(pod, shown)
        if shown in EARLY_ENDS and (shown == "Rejected" or pod.kubernetes < CONTAINERS_KEPT_SINCE):
            yield _shown(Fact("STATUS", text, SHOWS_CONTAINERS), Fact("reason", text, EARLY_ENDS[shown]))


def _printed(pod: Pod, text: str) -> Iterator[Explanation]:
    for row in printer(pod).status_rows:
        is_of_containers = any(fact.site is not None for fact in row.facts)
        if row.text == text and is_of_containers:
            first, *others = row.facts
            yield _shown(first._replace(condition=f"{first.condition} and may_publish"), *others)
        elif row.text == text and text not in PHASES:
            yield _shown(*row.facts)


def _shown(*facts: Fact) -> Explanation:
    return Explanation("", (), (), True, facts)


def smallest_pod(texts: Iterable[str], kubernetes: int) -> Pod:
    """The smallest Pod that these texts speak of: with as many init containers as they count, or with one."""
    words = [text.strip() for text in texts]
    counts = [int(word.partition("/")[2]) for word in words if COUNTED.fullmatch(word.removeprefix(INIT))]
    inits = max([*counts, int(any(word.startswith((INIT, "PodInitializing")) for word in words))])
    first = _containers("init", [word.removeprefix(INIT) for word in words if word.startswith(INIT)], inits)
    regular = _containers("regular", words, 2 if "NotReady" in words else 1)
    gates = ("gate",) if "SchedulingGated" in words else ()
    deadline = 60 if "DeadlineExceeded" in words else None
    members = (*first, *regular)
    return Pod("pod", members, scheduling_gates=gates, active_deadline=deadline, kubernetes=kubernetes)


def _containers(kind: Literal["init", "regular"], words: Sequence[str], number: int) -> list[Container]:
    """So many containers, or more if the texts speak of images that one container cannot have."""
    speaking = [*dict.fromkeys(IMAGES[word] for word in words if word in IMAGES)]
    names = [f"init-{place}" for place in range(1, MOST_INITS + 1)] if kind == "init" else ascii_lowercase
    containers = speaking + [ORDINARY] * (number - len(speaking))
    return [each._replace(name=name, kind=kind) for name, each in zip(names, containers, strict=False)]
