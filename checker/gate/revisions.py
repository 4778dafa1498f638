"""Files of a git revision, copied to a folder; nothing that the repository configures is run.

Only plumbing commands are used, which print objects as they are: no hook, filter, text conversion, pager or fetch.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from podproof.checker.errors import UsageError
from podproof.spec.manifest.discovery import ENDINGS
from podproof.spec.manifest.sources import LARGEST

SMALL = 2**20
"""Bytes up to which a file that is not a manifest is copied, too: a kustomization may generate objects from it."""

SAFE = ("-c", "safe.bareRepository=explicit", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")

ENVIRONMENT = {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}

REGULAR = ("100644", "100755", "100664")
"""The modes of regular files; a symbolic link or a submodule is not followed."""


class RevisionFile(NamedTuple):
    """A file of a revision: its object, its size in bytes, and its path from the root of the repository."""

    object: str
    size: int
    path: str

    @property
    def is_safe(self) -> bool:
        """Whether the path stays in the folder to which it is copied."""
        parts = PurePosixPath(self.path).parts
        return bool(parts) and parts[0] != "/" and not {"..", ".git"} & set(parts)


class Repository:
    """The git repository around the working directory; raises `UsageError` if there is none."""

    def __init__(self) -> None:
        self._git = _program()
        if self._git is None:
            raise UsageError("git is not installed: name two files or folders")
        root = self._text("rev-parse", "--show-toplevel")
        if not root:
            raise UsageError("there is no git repository here: name two files or folders")
        self.root = root
        self._prefix = self._text("rev-parse", "--show-prefix")

    def tree(self, revision: str) -> str:
        """The tree of a revision; empty if there is no such revision."""
        return self._text("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{tree}}")

    def merge_base(self, one: str, other: str) -> str:
        """The best common ancestor of two revisions; empty if there is none."""
        return self._text("merge-base", "--end-of-options", one, other)

    def path(self, path: str) -> str:
        """A path relative to the working directory as a path from the root; a `UsageError` if it leads out of it."""
        found = os.path.normpath(os.path.join(self.root, self._prefix, path))
        if found != self.root and not found.startswith(os.path.join(self.root, "")):
            raise UsageError(f"{path} is outside the repository {self.root}")
        return os.path.relpath(found, self.root).replace(os.sep, "/")

    def copy(self, tree: str, path: str, folder: Path) -> None:
        """Copy the files of a tree at a path, which may be one file, to a folder."""
        entries = [each for each in self._entries(tree, path) if each.is_safe]
        wanted = [each for each in entries if each.size <= SMALL or each.path.endswith(ENDINGS)]
        for entry, content in zip(wanted, self._contents(wanted), strict=True):
            file = folder / entry.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)

    def _entries(self, tree: str, path: str) -> Iterator[RevisionFile]:
        listed = self._run("ls-tree", "-r", "-l", "-z", "--full-tree", tree, "--", *([] if path == "." else [path]))
        for line in filter(None, listed.split(b"\0")):
            about, _, name = line.partition(b"\t")
            mode, _, name_of_object, size = about.decode().split()
            if mode in REGULAR:
                yield RevisionFile(name_of_object, int(size), os.fsdecode(name))

    def _contents(self, entries: Sequence[RevisionFile]) -> Iterator[bytes]:
        """The content of each file; of one that is too large to be read, as many bytes as show that."""
        for entry in entries:
            large = entry.size > LARGEST
            yield bytes(LARGEST + 1) if large else self._run("cat-file", "blob", entry.object)

    def _text(self, *arguments: str) -> str:
        return os.fsdecode(self._run(*arguments)).rstrip("\n")

    def _run(self, *arguments: str) -> bytes:
        command = [str(self._git), "--no-pager", *SAFE, *arguments]
        run = subprocess.run(
            command, capture_output=True, check=False, stdin=subprocess.DEVNULL, env=os.environ | ENVIRONMENT
        )
        return run.stdout if run.returncode == 0 else b""


def _program() -> str | None:
    """The git of the machine; a folder on the path that is relative could be one of the repository."""
    folders = [each for each in os.environ.get("PATH", os.defpath).split(os.pathsep) if os.path.isabs(each)]
    return shutil.which("git", path=os.pathsep.join(folders))
