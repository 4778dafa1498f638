"""How a walk fails: always with its story, so that the message of the exception is what a person reads."""

from typing import Any

from podproof.checker.model import Story
from podproof.checker.stories import Teller, told
from podproof.spec.notation import Law


class Failure(AssertionError):
    """A walk that went wrong: what is wrong with it, and how it came about."""

    def __init__(self, what: str, pod: Any, teller: Teller, story: Story) -> None:
        super().__init__("\n".join([what, "", *told(list(teller.lines(story)))]))
        self.what, self.pod, self.teller, self.story = what, pod, teller, story


class Violation(Failure):
    """A walk that breaks a law."""

    def __init__(self, law: Law, pod: Any, teller: Teller, story: Story) -> None:
        super().__init__(f"{law.name}: {law.sentence} [{law.cites}]", pod, teller, story)
        self.law = law


class Divergence(Failure):
    """A walk to where the live machines, the formulas of the model and the generated code do not agree."""
