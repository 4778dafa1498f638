"""Laws that were asked by name, decided for one version of Kubernetes with its known bugs."""

from collections.abc import Iterator
from dataclasses import replace

from podproof.checker.exploration import Exploration, Options, explore
from podproof.checker.verify import Verdict
from podproof.spec.notation import Specification
from podproof.spec.pod.known_bugs import Bug, bugs_of
from podproof.spec.pod.versions import Version


def with_version_bugs(
    exploration: Exploration, specification: Specification, options: Options, version: Version
) -> Exploration:
    """The exploration, in which a law is violated if a bug of the newest patch of the version violates it.

    Each bug that concerns the Pod is explored, with the classes of fault without which it does not strike.
    """
    held = {verdict.law.name: verdict for verdict in exploration.verdicts if verdict.outcome == "holds"}
    variants: dict[str, Exploration] = {}
    for bug in _concerning(exploration, version) if held else ():
        faults = exploration.compiled.faults | {*bug.faults.split()}
        chosen = options._replace(laws=tuple(held), faults=faults)
        variant = explore(bug.added_to(specification), exploration.compiled.configuration, chosen)
        is_newest = bug.affected.include_newest(version)
        for verdict in variant.verdicts:
            name = verdict.law.name
            if verdict.outcome not in ("violated", "undecided") or name in variants:
                continue
            if is_newest:
                variants[name] = variant
                held[name] = verdict._replace(reason=f"by {_named(bug, version)}")
            else:
                held[name] = _except(held[name], bug, version)
    verdicts = tuple(held.get(verdict.law.name, verdict) for verdict in exploration.verdicts)
    return replace(exploration, verdicts=verdicts, variants=variants)


def _concerning(exploration: Exploration, version: Version) -> Iterator[Bug]:
    """The bugs of the version that the Pod shows, if what they need strikes."""
    pod = exploration.compiled.configuration
    for bug in bugs_of(version):
        if bug.violates_its_law_in(pod, exploration.compiled.faults | {*bug.faults.split()}):
            yield bug


def _named(bug: Bug, version: Version) -> str:
    return f"{bug.name}, a bug of Kubernetes {bug.affected.around(version)}"


def _except(verdict: Verdict, bug: Bug, version: Version) -> Verdict:
    before = f"{verdict.reason}, " if verdict.reason else ""
    return verdict._replace(reason=f"{before}except for {_named(bug, version)}")
