"""Which Pods the specification asks about: manifests, as data."""

from pathlib import Path

FOLDER = Path(__file__).parent


def path(name: str) -> Path:
    """The manifest of the scenario."""
    return FOLDER / f"{name}.yaml"
