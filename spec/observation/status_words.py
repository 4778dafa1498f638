"""The words that kubectl prints in the column STATUS and the specification does not tell from one of its own."""

import re
from collections.abc import Mapping

from podproof.spec.observation.reasons import REJECTIONS, is_rejection
from podproof.spec.pod.kubectl import API_STATES, FIRST_REASONS, FIRST_START

INIT = "Init:"
"""How a text about an init container begins."""

COUNTED = re.compile(r"\d+/\d+")
"""How many of the init containers are done."""

WITHOUT_REASON = re.compile(r"(ExitCode|Signal):\d+")
"""What stands for a container that ended with this code or signal, if its runtime gives no reason."""

OF_CONTAINERS: Mapping[str, tuple[str, ...]] = {
    "OOMKilled": ("OOMKilled", "Error"),
    "ContainerCannotRun": ("Error",),
    "StartError": ("Error",),
    "ImageInspectError": ("ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName"),
    "RegistryUnavailable": ("ErrImagePull",),
    "SignatureValidationFailed": ("ErrImagePull",),
    "PreCreateHookError": ("CreateContainerError",),
    "PreStartHookError": ("RunContainerError",),
}
"""Words about a container, and the texts of the specification for which they stand."""

OF_THE_POD: Mapping[str, tuple[str, ...]] = {
    "NodeLost": ("Unknown",),
    "Shutdown": ("Terminated",),
    "NodeShutdown": ("Terminated", "Rejected"),
    "Evicted": ("Evicted", "Rejected"),
}
"""Words about the whole Pod, and the texts of the specification for which they stand."""

PRINTED = frozenset(reason for _, reason in API_STATES if reason not in ("", FIRST_START)) | {*FIRST_REASONS}
"""Every reason of a container that the specification knows."""

WORDS = (*PRINTED, *OF_CONTAINERS, *OF_THE_POD, *sorted(REJECTIONS))
"""Words that can be named in full."""


def rows_of_word(text: str) -> tuple[str, ...]:
    """The texts of the specification for which a text of the column stands; empty if nothing prints it."""
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
