"""File names that look like options: a shell puts them in the place of a pattern such as `*.yaml`.

A stranger who can name a file in a repository must not be able to give an option to its gate.
"""

import os
from collections.abc import Iterator, Sequence

from podproof.checker.cli.messages import tell
from podproof.checker.errors import UsageError

MANIFESTS = (".yaml", ".yml", ".json")


def separated(arguments: Sequence[str]) -> list[str]:
    """The arguments with `./` before each manifest that is named like an option.

    Raises `UsageError` for an option that is also the name of another file: nobody can tell which of the two is meant.
    """
    end = list(arguments).index("--") if "--" in arguments else len(arguments)
    return [*_paths(arguments[:end]), *arguments[end:]]


def _paths(arguments: Sequence[str]) -> Iterator[str]:
    for argument in arguments:
        if len(argument) < 2 or not argument.startswith("-") or not os.path.lexists(argument):
            yield argument
        elif argument.endswith(MANIFESTS):
            tell([f"podproof: {argument} is the name of a file here, so it is not taken as an option"])
            yield os.path.join(".", argument)
        else:
            raise UsageError(f"{argument} is an option and the name of a file here: put -- before the paths")
