"""How a finding is written down."""

from typing import Literal, NamedTuple


class Finding(NamedTuple):
    """What the owner of a manifest would want to know: when it is so, in English, why it matters, how to mend it.

    `when` is a sentence over the configuration; one about a container is asked for each.  With nothing else it decides.
    A finding with `reachable` is so only if a reachable state satisfies that sentence too, and the trace into it is
    told; one with `never`, only if none does.  `says` tells the sentence of the Pod at hand, its gaps filled from the
    configuration, and `field` is the field to blame, the first of these that is there.
    """

    name: str
    severity: Literal["error", "warning", "info"]
    cites: str
    description: str
    says: str
    why: str
    fix: str
    when: str = ""
    reachable: str = ""
    never: str = ""
    field: str = ""

    @property
    def asks_the_model(self) -> bool:
        """Whether the configuration alone does not decide it."""
        return bool(self.reachable or self.never)
