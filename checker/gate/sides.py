"""The two sides of a comparison, as git's own diff takes them: paths, revisions, and paths in revisions."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from podproof.checker.errors import UsageError
from podproof.checker.gate.configuration import GateConfiguration
from podproof.checker.gate.results import relative
from podproof.checker.gate.revisions import Repository
from podproof.spec.manifest.sources import LARGEST

RANGES = ("...", "..")
"""`A...B` compares B with the common ancestor, as a pull request does; `A..B` compares the two."""


class Side(NamedTuple):
    """One side: its label, the paths to check, the folder that its files are named from, and its configuration."""

    label: str
    paths: tuple[str, ...]
    folder: str
    configuration: GateConfiguration
    is_revision: bool = False

    def place(self, file: str) -> str:
        """The name of a file without what differs between the sides."""
        return os.path.relpath(file, self.folder)

    def shown(self, file: str) -> str:
        """The name of a file as a person reads it."""
        return f"{self.label}:{os.path.relpath(file, self.folder)}" if self.is_revision else relative(file)


class Operands:
    """Makes the sides that the operands name; `temporary` is an empty folder for files of revisions."""

    def __init__(self, configuration: GateConfiguration, temporary: Path) -> None:
        self.configuration, self._temporary = configuration, temporary
        self._known: Repository | None = None

    @property
    def repository(self) -> Repository:
        """The git repository around the working directory."""
        self._known = self._known or Repository()
        return self._known

    def sides(self, operands: Sequence[str], paths: Sequence[str] | None) -> tuple[Side, Side]:
        """The old and the new side; `paths` follow `--` and None means that there is none."""
        absent = [each for each in operands if not (self._is_path(each) or ":" in each)]
        if paths is None and len(operands) == 2:
            if not absent:
                return self._one(operands[0], 0), self._one(operands[1], 1)
            if len(absent) == 1:
                self._require_repository(absent[0])
        revisions, named = self._split(operands) if paths is None else (list(operands), list(paths))
        if len(revisions) > 2:
            raise UsageError(f"compare two revisions, not {len(revisions)}; paths follow --")
        wanted = tuple(named or self.configuration.paths or ["."])
        old, new = self._between(revisions, wanted)
        if not (old.paths or new.paths):
            raise UsageError(f"{', '.join(wanted)}: no such path on either side")
        return old, new

    def _require_repository(self, operand: str) -> None:
        """Refuse an operand that is not a path where it cannot be a revision either."""
        try:
            _ = self.repository
        except UsageError as why:
            raise UsageError(f"{operand}: no such path, and {why}") from None

    def _split(self, operands: Sequence[str]) -> tuple[list[str], list[str]]:
        """The revisions at the beginning, and the paths after them; what could be both is refused."""
        revisions = list[str]()
        for number, operand in enumerate(operands):
            is_revision = number < 2 and self._is_revision(operand)
            if is_revision and self._is_path(operand):
                raise UsageError(
                    f"{operand} is both a path and a revision: write ./{operand}, or put -- before the paths"
                )
            if not is_revision:
                rest = list(operands[number:])
                if absent := [each for each in rest if not self._is_path(each)]:
                    raise UsageError(f"{absent[0]}: no such path, and no revision of this repository")
                return revisions, rest
            revisions.append(operand)
        return revisions, []

    def _between(self, revisions: Sequence[str], paths: tuple[str, ...]) -> tuple[Side, Side]:
        first = revisions[0] if revisions else "HEAD"
        between = next((each for each in RANGES if each in first), "")
        if between and len(revisions) == 1:
            old, _, last = (part or "HEAD" for part in first.partition(between))
            base = self.repository.merge_base(old, last) if between == "..." else old
            return self._revision(base or old, paths, 0), self._revision(last, paths, 1)
        new = self._revision(revisions[1], paths, 1) if len(revisions) == 2 else self._working_tree(paths)
        return self._revision(first, paths, 0), new

    def _working_tree(self, paths: tuple[str, ...]) -> Side:
        present = tuple(path for path in paths if os.path.lexists(path))
        return Side("working tree", present, self.repository.root, self.configuration)

    def _is_path(self, operand: str) -> bool:
        return operand == "-" or os.path.lexists(operand)

    def _is_revision(self, operand: str) -> bool:
        parts = operand.replace("...", "..").split("..")
        name = parts[0].partition(":")[0]
        return bool(self.repository.tree(name or "HEAD")) and all(
            self.repository.tree(each) for each in parts[1:] if each
        )

    def _one(self, operand: str, number: int) -> Side:
        return self._path(operand, number) if self._is_path(operand) else self._revision(operand, (), number)

    def _path(self, operand: str, number: int) -> Side:
        if operand != "-":
            return Side(operand, (operand,), operand, self.configuration)
        file = self._temporary / f"{number}-stdin.yaml"
        file.write_bytes(sys.stdin.buffer.read(LARGEST + 1))
        return Side("<stdin>", (str(file),), str(file), self.configuration)

    def _revision(self, operand: str, paths: tuple[str, ...], number: int) -> Side:
        revision, colon, path = operand.partition(":")
        tree = self.repository.tree(revision)
        if not tree:
            raise UsageError(f"{operand}: no such revision of this repository")
        inside = [self._inside(path) if colon else self.repository.path(each) for each in ([path] if colon else paths)]
        folder = self._temporary / str(number)
        folder.mkdir()
        for each in inside:
            self.repository.copy(tree, each, folder)
        found = tuple(str(folder / each) for each in inside if (folder / each).exists())
        return Side(revision, found, str(folder), self._moved(folder), is_revision=True)

    def _inside(self, path: str) -> str:
        """The path behind a colon: from the root of the repository, or from here if it begins with a dot."""
        root = os.path.relpath(self.repository.root)
        return self.repository.path(path if path.startswith(".") else os.path.join(root, path))

    def _moved(self, folder: Path) -> GateConfiguration:
        """The configuration of the working directory, for the same files in another folder."""
        below = os.path.relpath(os.path.abspath(self.configuration.folder), self.repository.root)
        return self.configuration._replace(folder=str(folder / below))
