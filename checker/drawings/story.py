"""A story as a sequence diagram: who does what to whom, step by step."""

from checker.model import Story
from checker.stories import Teller


def svg(teller: Teller, story: Story, title: str) -> str:
    """The story as a picture, light and dark; no further program is needed."""
    raise NotImplementedError


def mermaid(teller: Teller, story: Story, title: str) -> str:
    """The story as Mermaid text."""
    raise NotImplementedError
