"""The form in which an observer reads observations."""

from typing import NamedTuple

from podproof.spec.pod.printer import Fact


class Explanation(NamedTuple):
    """How a snapshot can come about: an event ("" for none), with the facts before and after it.

    `late` says that hidden steps may follow before the snapshot is taken.  `shown` facts are true when it is taken, and
    `throughout` facts at every moment until then.  `announced` events, each at a site, happened before all this.
    """

    event: str
    before: tuple[Fact, ...]
    after: tuple[Fact, ...]
    late: bool
    shown: tuple[Fact, ...]
    throughout: tuple[Fact, ...] = ()
    announced: tuple[tuple[str, int], ...] = ()
