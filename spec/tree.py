"""The tree: the folders below which files are read and written; no symbolic link of a repository leads out of it.

A repository that is checked may hold a link to any file of the machine. A path that a person types may lead anywhere,
but a pattern such as `manifests/*.yaml` gives names that the repository chose; so a name within the working directory
has to stay within it.
"""

import os
from collections.abc import Iterable, Iterator


def leads_out(path: str) -> bool:
    """Whether the path, once its symbolic links are followed, leaves the tree that contains its name."""
    named, here = os.path.abspath(path), os.getcwd()
    if is_below(path, here):
        return False
    return named.startswith(os.path.join(here, "")) or not is_below(path, os.path.dirname(named))


def is_below(path: str, folder: str) -> bool:
    """Whether the path is the folder, or lies below it, once the symbolic links of both are followed."""
    if "\0" in path:
        return True  # no file has such a name, so reading it fails anyway
    path, folder = os.path.realpath(path), os.path.realpath(folder)
    return path == folder or path.startswith(os.path.join(folder, ""))


def lies_in(path: str, tree: str) -> bool:
    """Whether the path lies in the tree, by its name or once the symbolic links of both are followed."""
    return is_below(path, tree) or os.path.abspath(path).startswith(os.path.join(os.path.abspath(tree), ""))


def named_places(arguments: Iterable[str]) -> Iterator[str]:
    """What may be a path in arguments of a command line: each of them, and what follows a name, as in `eu=logs`."""
    for argument in arguments:
        yield from (argument, argument.partition("=")[2])
