"""Known bugs of Kubernetes, each as an edit of the specification, with the versions that have it.

A specification says how Kubernetes is meant to work and mostly does.  A version whose kubelet does otherwise is the
specification with the edits of its bugs, so that a verdict on this version can be true of it.
"""

from functools import cache

from podproof.spec.pod.known_bugs.beyond import BEYOND
from podproof.spec.pod.known_bugs.expected import EXPECTED
from podproof.spec.pod.known_bugs.notation import Bug
from podproof.spec.pod.known_bugs.phases import PHASES
from podproof.spec.pod.known_bugs.probes import PROBES
from podproof.spec.pod.known_bugs.starts import STARTS
from podproof.spec.pod.known_bugs.stops import STOPS
from podproof.spec.pod.versions import Version

BUGS = (*PROBES, *STARTS, *PHASES, *STOPS, *EXPECTED)
"""Every bug that the specification can have, by theme."""


@cache
def bugs_of(version: Version) -> tuple[Bug, ...]:
    """The bugs of a version, each with an edit; without a patch version, those of any patch."""
    return tuple(bug for bug in BUGS if not bug.expectation and bug.affected.include(version))


__all__ = ["BEYOND", "BUGS", "Bug", "bugs_of"]
