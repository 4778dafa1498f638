"""What podproof raises for bad input, each error with one line that says what is wrong, where, and what to do.

Error
├── UsageError          a name, a version or a combination of arguments that does not exist
├── ManifestError       a manifest that cannot be read, or has no Pod
├── RecordingError      a recording that cannot be read
├── LawError            a law or a predicate of the user that is not well formed
├── ConfigurationError  a configuration file with a key or a value that does not exist
└── GraphError          a graph that is not written: unknown format, not complete, too large
"""

from collections.abc import Sequence


class Error(Exception):
    """The base of all errors that podproof raises on purpose; `lines` has one line for each thing that is wrong."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class UsageError(Error):
    """The caller asks for something that does not exist."""


class ManifestError(Error):
    """A manifest that cannot be read; `problems` has one line for each thing that is wrong."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(*problems)
        self.problems = tuple(problems)


class RecordingError(Error):
    """A recording that cannot be read."""


class LawError(Error):
    """A law or a predicate of the user that is not well formed."""


class ConfigurationError(Error):
    """A configuration with mistakes."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(*lines)


class GraphError(Error):
    """A graph that is not written."""
