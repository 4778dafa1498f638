"""Random walks through Pods as a function."""

from collections.abc import Iterable
from random import SystemRandom
from typing import TYPE_CHECKING

from podproof.checker.names import fault_classes, known_bug, modeled_version
from podproof.spec.manifest import Manifest, read
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Pod

if TYPE_CHECKING:
    from hypothesis import strategies as st

    from podproof.checker.fuzz import Campaign


def fuzz(
    *pods: Manifest | Pod,
    walks: int | None = 100,
    steps: int = 200,
    seconds: float | None = None,
    seed: int | None = None,
    kubernetes: int | str | None = None,
    faults: str | Iterable[str] = "all",
    bug: str | None = None,
) -> "Campaign":
    """Take random walks through Pods, the model and the live machines side by side, as `podproof fuzz` does.

    `pods` are what `read` returns or configurations (none: the Pod that shows the `bug`, else random Pods, of any
    version unless `kubernetes` is given). At most `walks` walks (None: no limit) of at most `steps` steps are taken,
    and no round begins after `seconds`. The same `seed` gives the same walks; the plan in `last` of the result has it.
    The result has the `coverage`, and a `failure` if a law was violated or the live machines differ. Raises
    `UsageError` for an unknown name, or for walks without an end.
    """
    from podproof.checker.errors import UsageError
    from podproof.checker.fuzz import Plan, campaign
    from podproof.checker.fuzz.lifecycle import lifecycle_settings

    if walks is None and seconds is None:
        raise UsageError("walks without an end: give a number of walks or of seconds")
    specification = known_bug(bug).specification if bug else LIFECYCLE
    settings = lifecycle_settings(specification, faults=fault_classes(faults))
    plan = Plan(walks, steps, seconds, random_seed() if seed is None else seed)
    given = [each.pod if isinstance(each, Manifest) else each for each in pods]
    if bug and not given:
        chosen = known_bug(bug)
        given = [each.pod for each in read([str(chosen.manifest)], kubernetes=chosen.kubernetes).pods]
    return campaign(
        pods_to_walk(given, None if kubernetes is None else modeled_version(kubernetes).minor), settings, plan
    )


def random_seed() -> int:
    """A seed that nobody chose."""
    return SystemRandom().randrange(2**32)


def pods_to_walk(pods: list[Pod], version: int | None) -> "st.SearchStrategy[Pod]":
    """The Pods to walk through: the given ones, or random ones of this version (None: any)."""
    from hypothesis import strategies as st

    from podproof.spec.strategies import configurations

    return st.sampled_from(pods) if pods else configurations(kubernetes=version)
