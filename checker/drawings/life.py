"""The life of one Pod: its reachable worlds folded onto what `kubectl get pods` shows."""

from checker.exploration import Exploration


def svg(exploration: Exploration) -> str:
    """The life as a picture, by Graphviz's program `dot`; FileNotFoundError where that is not installed."""
    raise NotImplementedError


def mermaid(exploration: Exploration) -> str:
    """The life as Mermaid text, which needs no further program."""
    raise NotImplementedError
