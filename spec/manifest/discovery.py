"""Which files are read: the given ones, and the manifests below given folders."""

import os
from collections.abc import Callable, Iterator, Sequence

from podproof.spec.manifest.layouts import Found, arrange, package_file
from podproof.spec.manifest.problems import LINK, Problem, Unreadable, unreadable
from podproof.spec.tree import is_below, leads_out

ENDINGS = (".yaml", ".yml", ".json")


def nothing(path: str) -> bool:
    """Exclude nothing."""
    return False


def discover(paths: Sequence[str], excluded: Callable[[str], bool] = nothing) -> Iterator[Found]:
    """Yield the files to read, `-` for the standard input, the folders to render, and what cannot be read.

    A folder gives the manifests below it, except `excluded` files and folders.
    """
    return arrange(_named(paths, excluded))


def _named(paths: Sequence[str], excluded: Callable[[str], bool]) -> Iterator[str | Problem]:
    for path in paths:
        if path != "-" and leads_out(path):
            yield outside(path)
        elif path != "-" and os.path.isdir(path):
            yield from _folder(path, excluded)
        else:
            yield package_file(path)


def outside(path: str) -> Problem:
    """Return the problem of a path that leads out of its tree."""
    message = "leads out of the checked folder by a symbolic link, so it is not read"
    return Unreadable(message, "name what it points to").problem(path)


def _folder(root: str, excluded: Callable[[str], bool]) -> Iterator[str | Problem]:
    empty = True
    for found in _walk(root, excluded):
        empty = False
        yield found
    if empty:
        advice = f"name a folder with {', '.join(ENDINGS)} files"
        yield Unreadable("no manifest in this folder", advice).problem(root)


def _walk(root: str, excluded: Callable[[str], bool]) -> Iterator[str | Problem]:
    """Yield the paths of the manifests below a folder, sorted; a folder that is reached twice is read once.

    A link to a folder outside is skipped: build tools leave such links beside the manifests.
    """
    waiting, seen = [root], set[str]()
    while waiting:
        path = waiting.pop()
        if path != root and excluded(path):
            continue
        if os.path.islink(path) and not is_below(path, root) and leads_out(path):
            yield outside(path)._replace(rule=LINK) if os.path.isdir(path) else outside(path)
        elif not os.path.isdir(path):
            yield path
        elif (real := os.path.realpath(path)) not in seen:
            seen.add(real)
            try:
                waiting.extend(reversed(_children(path)))
            except OSError as error:
                yield unreadable(error, "folder").problem(path)


def _children(folder: str) -> list[str]:
    paths = (os.path.join(folder, name) for name in sorted(os.listdir(folder)))
    return [path for path in paths if path.endswith((*ENDINGS, f"{os.sep}Kustomization")) or os.path.isdir(path)]
