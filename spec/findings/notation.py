"""The notation for findings."""

from typing import Literal, NamedTuple


class Finding(NamedTuple):
    """A fact that the owner of a manifest would want to know: when it holds, why it matters, and how to fix it.

    `when` is a condition over the configuration, evaluated for each container if it reads one. On its own it decides.
    With `reachable`, the finding holds only if a reachable state meets that condition, and a trace leads there; with
    `never`, only if no reachable state does. With `clock`, the name of a question about times, it holds if its answer
    has one of the `verdicts`; the texts may then use `verdict` and `says` of that answer. `message` is about the Pod at
    hand: its gaps are filled from the configuration. `advice` is `fix` with the numbers of that Pod. `field` lists the
    fields to point at; the first that the manifest has is taken; `owner_field` lists fields of the whole object, and
    `at` names a function with the position. Where `info_when` holds, the finding is only information: something that
    would make it matter is unknown or unlikely. `edit` names the function of `edits.py` that fixes the manifest, where
    that is mechanical. Where `offered_when` holds, there is little to gain: `check --fix` makes the edit, but no report
    names the finding unless the configuration gives it a severity.
    """

    name: str
    severity: Literal["error", "warning", "info"]
    cites: str
    description: str
    message: str
    why: str
    fix: str
    when: str = ""
    reachable: str = ""
    never: str = ""
    clock: str = ""
    verdicts: str = ""
    field: str = ""
    owner_field: str = ""
    at: str = ""
    advice: str = ""
    info_when: str = ""
    edit: str = ""
    offered_when: str = ""

    @property
    def asks_the_model(self) -> bool:
        """Whether the configuration alone does not decide it."""
        return bool(self.reachable or self.never)
