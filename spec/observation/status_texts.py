"""Texts of the column STATUS that the specification does not distinguish from one of its own texts."""

import re
from collections.abc import Mapping

from podproof.spec.observation.reasons import REJECTIONS, is_rejection
from podproof.spec.pod.kubectl import API_STATES, FIRST_REASONS, FIRST_START

INIT = "Init:"
"""The prefix of a text about an init container."""

COUNTED = re.compile(r"\d+/\d+")
"""How many of the init containers are done."""

WITHOUT_REASON = re.compile(r"(ExitCode|Signal):\d+")
"""What kubectl prints for a terminated container whose runtime gives no reason: its exit code or signal."""

OF_CONTAINERS: Mapping[str, tuple[str, ...]] = {
    "OOMKilled": ("OOMKilled", "Error"),
    "ContainerCannotRun": ("Error",),
    "Unknown": ("Error",),
    "StartError": ("Error",),
    "ImageInspectError": ("ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName"),
    "RegistryUnavailable": ("ErrImagePull",),
    "SignatureValidationFailed": ("ErrImagePull",),
    "PreCreateHookError": ("CreateContainerError",),
    "PreStartHookError": ("RunContainerError",),
}
"""Texts about a container, and the texts of the specification that stand for them.

Unknown is also a phase; containerd gives this reason, with exit code 255, to a container that it lost.
"""

OF_THE_POD: Mapping[str, tuple[str, ...]] = {
    "NodeLost": ("Unknown",),
    "Shutdown": ("Terminated",),
    "NodeShutdown": ("Terminated", "Rejected"),
    "Evicted": ("Evicted", "Rejected"),
}
"""Texts about the whole Pod, and the texts of the specification that stand for them."""

PRINTED = frozenset(reason for _, reason in API_STATES if reason not in ("", FIRST_START)) | {*FIRST_REASONS}
"""Every reason of a container that the specification knows."""

STATUS_TEXTS = (*PRINTED, *OF_CONTAINERS, *OF_THE_POD, *sorted(REJECTIONS))
"""Every text that has no variable part."""


def specified_texts(text: str) -> tuple[str, ...]:
    """The texts of the specification that stand for a text of the column; empty if kubectl never prints it."""
    if text.startswith(INIT):
        inner = text.removeprefix(INIT)
        known = (inner,) if COUNTED.fullmatch(inner) else _of_container(inner)
        return tuple(f"{INIT}{each}" for each in known)
    if is_rejection(text):
        return ("Rejected",)
    return OF_THE_POD.get(text) or _of_container(text)


def _of_container(text: str) -> tuple[str, ...]:
    if WITHOUT_REASON.fullmatch(text):
        return ("Completed",) if text == "ExitCode:0" else ("Error",)
    return OF_CONTAINERS.get(text) or ((text,) if text in PRINTED else ())
