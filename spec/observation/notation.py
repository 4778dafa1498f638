"""What an observation says, in the form in which a filter reads it."""

from typing import NamedTuple

from podproof.spec.pod.kubectl import Fact


class Explanation(NamedTuple):
    """A step by which a sight comes about ("" for none), with what is true before and after it.

    `late` says that other steps may have followed before the sight; `shown` is true at the sight itself, and
    `throughout` at every moment until then.  `announced` events, each at a site, happened first of all.
    """

    event: str
    before: tuple[Fact, ...]
    after: tuple[Fact, ...]
    late: bool
    shown: tuple[Fact, ...]
    throughout: tuple[Fact, ...] = ()
    announced: tuple[tuple[str, int], ...] = ()
