"""The JSON schema of the configuration."""

from podproof.checker.gate.configuration_schema import render


def page() -> str:
    """The schema as a file."""
    return render()
