"""Render a Helm chart with its default values; only if the user asks for it."""

import os
import re
from bisect import bisect_right
from pathlib import Path

from podproof.checker.packages.programs import ProgramFailed, find_program, run_program
from podproof.spec.manifest.layouts import Package
from podproof.spec.manifest.origins import Located, Whole, moved
from podproof.spec.manifest.sources import SourceText, text
from podproof.spec.manifest.syntax import MappingNode, Node
from podproof.spec.tree import is_below

RELEASE = "podproof"

SOURCE = re.compile(r"^# Source: [^/\n]+/(.+)$", re.MULTILINE)
"""The comment of Helm above each document: the name of the chart, and the template within it."""


def render(package: Package, tree: str, scratch: Path) -> SourceText:
    """The rendered objects; raises `ProgramFailed` with the reason if there are none."""
    for folder, folders, files in os.walk(package.folder or "."):
        if any(not is_below(os.path.join(folder, name), tree) for name in (*folders, *files)):
            raise ProgramFailed("a symbolic link in it leads out of this tree")
    program = find_program(("helm",), tree)
    if program is None:
        raise ProgramFailed("helm is not on the path")
    output = run_program([program, "template", "--skip-tests", RELEASE, os.path.realpath(package.folder)], scratch)
    return SourceText(package.file, output, CommentedOrigins(package, output))


class CommentedOrigins:
    """Finds the template of each object in the comment above it; a template has gaps, so only its kind has a line."""

    def __init__(self, package: Package, output: str) -> None:
        self._package, self._unknown = package, Whole(package.file)
        found = [(output.count("\n", 0, each.start()) + 1, each[1]) for each in SOURCE.finditer(output)]
        self._lines, self._templates = [line for line, _ in found], [name for _, name in found]

    def __call__(self, node: Node) -> Located:
        """The object at its template."""
        number = bisect_right(self._lines, node.line) - 1
        file = os.path.join(self._package.folder, self._templates[number]) if number >= 0 else ""
        if not file or not isinstance(node, MappingNode) or not is_below(file, self._package.folder or "."):
            return self._unknown(node)
        source = text(file)
        if not isinstance(source, SourceText):
            return self._unknown(node)
        kind = re.search(rf"^\s*kind:\s*[\"']?{re.escape(node.text('kind'))}\b", source.text, re.MULTILINE)
        line = source.text.count("\n", 0, kind.end()) + 1 if kind else 1
        return file, moved(node, None, (line, 1))
