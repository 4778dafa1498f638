"""The known bugs of a version of Kubernetes that concern a Pod: by them the version violates laws that hold otherwise.

The catalog says in which Pods each bug violates its law, so that a check explores no Pod again for them: they are no
fault of the manifest, and do not fail it.
"""

from collections.abc import Iterable
from typing import NamedTuple

from podproof.checker.names import fault_classes
from podproof.spec.pod.known_bugs import bugs_of
from podproof.spec.pod.state import Pod
from podproof.spec.pod.versions import Version


class VersionBug(NamedTuple):
    """A bug with the versions that have it, and the law that it violates."""

    name: str
    versions: str
    law: str

    def __str__(self) -> str:
        return f"{self.name} ({self.versions}): {self.law}"


def version_for(pod: Pod, asked: Version) -> Version:
    """The version by which the Pod was read, with the patch version if that was named."""
    return asked if asked.minor == pod.kubernetes else Version(pod.kubernetes)


def version_bugs(pod: Pod, asked: Version, faults: str | Iterable[str]) -> tuple[VersionBug, ...]:
    """The bugs by which the version violates a law in the Pod, if these classes of fault may strike."""
    version, classes = version_for(pod, asked), fault_classes(faults)
    return tuple(
        VersionBug(bug.name, str(bug.affected.around(version)), bug.law)
        for bug in bugs_of(version)
        if bug.violates_its_law_in(pod, classes)
    )
