"""Names that a user writes: each is resolved to what it names, or refused with the nearest known name."""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from podproof.checker.errors import UsageError
from podproof.spec.manifest import spelling
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import NEWEST, OLDEST, Pod
from podproof.spec.pod.versions import Version, VersionSpan, version

if TYPE_CHECKING:
    from podproof.spec.pod.known_bugs import Bug

ALIKE = 0.5
"""How alike a name must be to a known one, from 0 to 1, to be taken as a misspelling of it."""

MANY = 30
"""More names than this are laws or situations, which have a list of their own."""


def nearest(name: str, known: Sequence[str], kind: str) -> str:
    """The known name that equals the name, whatever its case; else a `UsageError` that offers the nearest."""
    wanted = str(name)  # of a caller in Python it may be anything
    for each in known:
        if each.lower() == wanted.lower():
            return each
    meant = spelling.nearest(wanted, tuple(known), ALIKE)
    many = "`explore --list-laws` lists them" if len(known) > MANY else f"choose from {', '.join(known)}"
    raise UsageError(f"unknown {kind} {name!r}; {f'did you mean {meant}?' if meant else many}")


def close(name: str, known: Collection[str]) -> str:
    """The nearest known name as an offer to append to a message, if one is near."""
    meant = spelling.nearest(name, tuple(known), ALIKE)
    return f"; did you mean {meant}?" if meant else ""


def event_name(pod: Pod, event: str, site: int | None) -> str:
    """The name of an event at its place: `schedules`, or `starts:app` for one of a container."""
    return event if site is None else f"{event}:{pod.members[site].name}"


def fault_classes(names: str | Iterable[str]) -> frozenset[str]:
    """The classes of fault named by `none`, `all`, a list with commas, or several names."""
    known = sorted(LIFECYCLE.faults)
    if names in ("none", "all"):
        return frozenset(known if names == "all" else ())
    parts = names.split(",") if isinstance(names, str) else names
    return frozenset(nearest(str(name).strip(), known, "class of faults") for name in parts)


def modeled_version(named: Version | int | str | None) -> Version:
    """The version of Kubernetes to model, such as `"1.36.2"`, `"1.36"` or `36`; None: the newest."""
    asked = version(named) if isinstance(named, str) else Version(named) if isinstance(named, int) else named
    asked = Version(NEWEST) if named is None else asked
    if not isinstance(asked, Version):
        raise UsageError(f"{named!r} is not a version of Kubernetes: write it like 1.36 or 1.36.2")
    if not OLDEST <= asked.minor <= NEWEST:
        raise UsageError(f"Kubernetes {asked} is not modeled; choose from 1.{OLDEST} to 1.{NEWEST}")
    return asked


def modeled_versions(asked: VersionSpan) -> list[Version]:
    """The versions of the range, each of which is modeled."""
    for bound in asked:
        modeled_version(bound)
    return asked.versions


def known_bug(issue: str) -> "Bug":
    """The bug of Kubernetes with this issue number, which can be brought back."""
    from podproof.spec.pod.known_bugs import BEYOND, BUGS

    if issue in BEYOND:
        raise UsageError(f"{issue} is beyond this model: {BEYOND[issue]}")
    known = {each.issue: each for each in BUGS}
    return known[nearest(issue.removeprefix("kubernetes").removeprefix("#"), list(known), "bug")]
