"""Folders that a tool renders: kustomizations and Helm charts, and the files that belong to them.

A kustomization owns the files that it names; a chart owns its templates, values and definitions. None of them is a
manifest. Of the kustomizations only those count that no other one includes: they are what is deployed.
"""

import os
import re
import shlex
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from itertools import islice
from typing import Literal, NamedTuple

from podproof.spec.manifest.problems import Malformed, Problem, printable
from podproof.spec.manifest.sources import SourceText, text
from podproof.spec.manifest.syntax import MappingNode, Node, ScalarNode, SequenceNode, documents

KUSTOMIZATIONS = ("kustomization.yaml", "kustomization.yml", "Kustomization")

GROUP = "kustomize.config.k8s.io"

INCLUDING = ("resources", "bases", "components", "generators", "transformers", "validators")
"""The fields of a kustomization that may name folders with other kustomizations."""

CHART = "Chart.yaml"

CHART_FOLDERS = ("templates", "charts", "crds", "ci")
CHART_FILES = re.compile(r"Chart\.(yaml|lock)|(.*[-_.])?values([-_.].*)?\.(ya?ml|json)|requirements\.(yaml|lock)")


class File(NamedTuple):
    """A file, and its part in a kustomization: none, a part that it names, or a neighbor that it does not name.

    A part, such as a patch, is not read. A neighbor may be a part that is out of use.
    """

    path: str
    role: Literal["", "part", "neighbor"] = ""


class Package(NamedTuple):
    """A folder whose manifests a tool has to render, and the file that makes it one."""

    tool: Literal["kustomize", "helm"]
    folder: str
    file: str

    @property
    def command(self) -> str:
        """The command that renders it."""
        folder = shlex.quote(self.folder or ".")
        folder = folder if folder.startswith(("/", ".", "'")) else f"./{folder}"
        return f"kubectl kustomize {folder}" if self.tool == "kustomize" else f"helm template {folder}"


def chart_of(file: str) -> Package | None:
    """The chart that a file makes of its folder."""
    return Package("helm", os.path.dirname(file), file) if os.path.basename(file) == CHART else None


class Unrendered(NamedTuple):
    """A package that was not rendered, and why."""

    package: Package
    reason: str

    def __str__(self) -> str:
        what = "kustomization" if self.package.tool == "kustomize" else "Helm chart"
        command = f"{self.package.command} | podproof check -"
        return printable(f"{self.package.folder or '.'}: {what}, not rendered: {self.reason}; check it with: {command}")


Found = File | Package | Problem


class Kustomization:
    """A kustomization with the paths that it names; one that cannot be read names nothing."""

    def __init__(self, file: str) -> None:
        self.file, self.folder = file, os.path.dirname(file)

    @cached_property
    def node(self) -> MappingNode | None:
        """Its only document."""
        source = text(self.file)
        found = list[Node]()
        if isinstance(source, SourceText):
            with suppress(Malformed):
                found = list(islice(documents(source.text), 2))
        return found[0] if len(found) == 1 and isinstance(found[0], MappingNode) else None

    @property
    def is_foreign(self) -> bool:
        """Whether it is an object of another program that has such a file name, too."""
        version = self.node.text("apiVersion") if self.node else ""
        return bool(version) and version.partition("/")[0] != GROUP

    @property
    def is_component(self) -> bool:
        """Whether it is only a part of other kustomizations."""
        return self.node is not None and self.node.text("kind") == "Component"

    @cached_property
    def included(self) -> frozenset[str]:
        """The files and folders that it includes as a whole."""
        fields = (self.node.get(field) for field in INCLUDING if self.node)
        paths = (self._path(each) for field in fields for each in scalars(field))
        return frozenset(path for path in paths if self._may_read(path) or os.path.isdir(path))

    @cached_property
    def parts(self) -> frozenset[str]:
        """The other files that it names anywhere: patches, files of generators and whatever else."""
        named = (self._path(each.rpartition("=")[2]) for each in scalars(self.node) if "\n" not in each)
        files = (path for path in named if path not in self.included and self._may_read(path))
        return frozenset(filter(os.path.isfile, files))

    def _may_read(self, path: str) -> bool:
        """Whether kustomize reads a file: by default only in the folder of the kustomization or below it."""
        folder = os.path.normpath(self.folder)
        return (folder == "." and not path.startswith(("..", "/"))) or path.startswith(f"{folder}{os.sep}")

    def _path(self, name: str) -> str:
        return "" if "\0" in name else os.path.normpath(os.path.join(self.folder, name))


def scalars(node: Node | None) -> Iterator[str]:
    """All texts in a value."""
    if isinstance(node, ScalarNode):
        yield from [node.value] if isinstance(node.value, str) else []
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from scalars(item)
    elif isinstance(node, MappingNode):
        for entry in node.entries.values():
            yield from scalars(entry.node)


def arrange(paths: Iterable[str | Problem]) -> Iterator[Found]:
    """Yield the files to read and the folders to render, in the order of the paths."""
    listed = list(dict.fromkeys(paths))
    files = [path for path in listed if isinstance(path, str)]
    charts = outermost({os.path.dirname(path) for path in files if os.path.basename(path) == CHART})
    owners = {path: chart for path in files if charts and (chart := owning_chart(path, charts)) is not None}
    found = Kustomizations(path for path in files if path not in owners)
    for path in listed:
        if isinstance(path, Problem):
            yield path
        elif path in owners:
            is_head = path == os.path.join(owners[path], CHART)
            yield from [Package("helm", owners[path], path)] if is_head else []
        else:
            yield from found.place(path)


class Kustomizations:
    """All kustomizations among these files, and what they make of the other files."""

    def __init__(self, files: Iterable[str]) -> None:
        named = (Kustomization(path) for path in files if os.path.basename(path) in KUSTOMIZATIONS)
        self._by_file = {each.file: each for each in named if not each.is_foreign}
        self._by_folder = {os.path.normpath(each.folder): each for each in self._by_file.values()}
        self._included = frozenset[str]().union(*(each.included for each in self._by_file.values()))
        self._parts = frozenset[str]().union(*(each.parts for each in self._by_file.values()))
        self._deployed = self._roots()

    def place(self, path: str) -> Iterator[File | Package]:
        """Yield what is to be done with a file; nothing if a kustomization includes it."""
        plain = os.path.normpath(path)
        if path in self._deployed:
            yield Package("kustomize", self._by_file[path].folder, path)
        elif path in self._by_file:
            yield from [File(path)] if self._by_file[path].is_component else []
        elif plain in self._parts:
            yield File(path, "part")
        elif plain not in self._included:
            yield File(path, "neighbor" if os.path.dirname(plain) in self._by_folder else "")

    def _roots(self) -> frozenset[str]:
        """The kustomizations that no other one includes; of those that include each other, all."""
        free = [each for folder, each in self._by_folder.items() if folder not in self._included]
        reached, waiting = set[str](), [each.folder for each in free]
        while waiting:
            folder = os.path.normpath(waiting.pop())
            if folder in self._by_folder and folder not in reached:
                reached.add(folder)
                waiting.extend(self._by_folder[folder].included)
        rest = (each for folder, each in self._by_folder.items() if folder not in reached)
        return frozenset(each.file for each in (*free, *rest) if not each.is_component)


def package_file(path: str) -> str:
    """The file that makes a package of what a named file is a part of: its kustomization or chart; else the file."""
    folder = os.path.dirname(path)
    for near in (folder, os.path.dirname(folder)):
        for name in KUSTOMIZATIONS:
            kustomization = Kustomization(os.path.join(near, name))
            if os.path.isfile(kustomization.file) and os.path.normpath(path) in kustomization.parts:
                return kustomization.file
    above = [folder]
    while above[-1] != os.path.dirname(above[-1]):
        above.append(os.path.dirname(above[-1]))
    chart = owning_chart(path, [each for each in above if os.path.isfile(os.path.join(each, CHART))])
    return path if chart is None else os.path.join(chart, CHART)


def outermost(folders: set[str]) -> frozenset[str]:
    """The charts that are not part of another chart."""
    return frozenset(each for each in folders if owning_chart(os.path.join(each, CHART), folders - {each}) is None)


def owning_chart(path: str, charts: Iterable[str]) -> str | None:
    """The chart that a file belongs to."""
    folders = frozenset(charts)
    inner, folder = os.path.basename(path), os.path.dirname(path)
    if folder in folders and CHART_FILES.fullmatch(inner):
        return folder
    while inner:
        folder, inner = os.path.dirname(folder), os.path.basename(folder)
        if inner in CHART_FOLDERS and folder in folders:
            return folder
    return None
