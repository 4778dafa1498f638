"""Render a kustomization, if everything that it names lies within the tree."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

from podproof.checker.packages.programs import ProgramFailed, find_program, run_program
from podproof.spec.manifest.layouts import KUSTOMIZATIONS, Kustomization, Package, scalars
from podproof.spec.manifest.origins import Located, Whole, moved, original
from podproof.spec.manifest.problems import Malformed, quoted
from podproof.spec.manifest.sources import SourceText, text
from podproof.spec.manifest.syntax import MappingNode, Node, SequenceNode, documents
from podproof.spec.tree import is_below

PROGRAMS = {"kustomize": "build", "kubectl": "kustomize"}
"""The programs that render a kustomization, with the verb of each."""

WITHOUT_PATHS = (
    *("apiVersion", "kind", "metadata", "namespace", "namePrefix", "nameSuffix", "commonLabels", "commonAnnotations"),
    *("labels", "images", "replicas", "generatorOptions", "vars", "sortOptions", "buildMetadata"),
)
PATHS = ("resources", "bases", "components", "crds", "configurations", "patchesStrategicMerge", "transformers")
PATH_OF_EACH = ("patches", "patchesJson6902", "replacements")
GENERATORS = ("configMapGenerator", "secretGenerator")
KNOWN = frozenset((*WITHOUT_PATHS, *PATHS, *PATH_OF_EACH, *GENERATORS, "openapi"))
"""The fields that need no plugin; a field that is not listed is not rendered."""

SIMPLE = (
    *("LabelTransformer", "AnnotationsTransformer", "NamespaceTransformer", "PrefixTransformer", "SuffixTransformer"),
    *("PrefixSuffixTransformer", "ImageTagTransformer", "ReplicaCountTransformer"),
)
"""The transformers of kustomize itself that read no other file."""

LOCAL = re.compile(r"(?!.*//)(?!.*(github\.com|\.git\b|_git))[^:?@\\\0\n/][^:?@\\\0\n]*", re.IGNORECASE)
"""A relative path that kustomize takes for no address: it fetches some without a scheme, too."""

ORIGIN = "config.kubernetes.io/origin"


def render(package: Package, tree: str, scratch: Path) -> SourceText:
    """The rendered objects; raises `ProgramFailed` with the reason if there are none."""
    if reason := next(_obstacles(package.file, tree), ""):
        raise ProgramFailed(reason)
    program = find_program(tuple(PROGRAMS), tree)
    if program is None:
        raise ProgramFailed("neither kustomize nor kubectl is on the path")
    here = os.path.realpath(scratch)
    wrapped = {"resources": [os.path.relpath(os.path.realpath(package.folder), here)]}
    wrapper = {**wrapped, "buildMetadata": ["originAnnotations"]}
    (scratch / "kustomization.yaml").write_text(json.dumps(wrapper), encoding="utf-8")
    output = run_program([program, PROGRAMS[os.path.basename(program)], here], scratch)
    return SourceText(package.file, output, AnnotatedOrigins(here, tree, Whole(package.file)))


def _obstacles(file: str, tree: str) -> Iterator[str]:
    """Why a kustomization is not rendered: what it or one that it includes has beyond local paths in the tree."""
    waiting, seen = [file], set[str]()
    while waiting:
        kustomization = Kustomization(waiting.pop())
        if kustomization.file in seen:
            continue
        seen.add(kustomization.file)
        if kustomization.node is None:
            yield f"{kustomization.file} cannot be read"
            return
        yield from (f"podproof does not run {quoted(key)}" for key in kustomization.node.entries if key not in KNOWN)
        yield from _plugins(kustomization)
        for path in named_paths(kustomization.node):
            target = os.path.join(kustomization.folder, path)
            if not LOCAL.fullmatch(path) or not os.path.exists(target):
                yield f"{quoted(path)} is not a file or folder of this tree, and nothing is fetched"
            elif not is_below(target, tree):
                yield f"{quoted(path)} lies outside of this tree"
            elif os.path.isfile(target) and not is_below(target, kustomization.folder or "."):
                yield f"{quoted(path)} lies outside of the folder of its kustomization, where kustomize reads no file"
            waiting += [inner for name in KUSTOMIZATIONS if os.path.isfile(inner := os.path.join(target, name))]


def _plugins(kustomization: Kustomization) -> Iterator[str]:
    """The transformers other than the simple ones of kustomize itself."""
    for path in scalars(kustomization.node and kustomization.node.get("transformers")):
        source = text(os.path.join(kustomization.folder, path))
        try:
            found = list(documents(source.text)) if isinstance(source, SourceText) else []
        except Malformed:
            found = []
        if not (found and all(isinstance(each, MappingNode) and _is_simple(each) for each in found)):
            yield f"podproof does not run the transformers in {quoted(path)}"


def _is_simple(node: MappingNode) -> bool:
    return node.text("apiVersion") == "builtin" and node.text("kind") in SIMPLE and node.inner("metadata") is not None


def named_paths(node: MappingNode) -> Iterator[str]:
    """Every path that a kustomization names."""
    for field in PATHS:
        yield from (each for each in scalars(node.get(field)) if "\n" not in each)
    for field in PATH_OF_EACH:
        yield from (each.text("path") for each in _maps(node.get(field)) if each.text("path"))
    for generator in (each for field in GENERATORS for each in _maps(node.get(field))):
        for field in ("files", "envs", "env"):
            yield from (each.rpartition("=")[2] for each in scalars(generator.get(field)))
    if schema := node.inner("openapi"):
        yield from [schema.text("path")] if schema.text("path") else []


def _maps(node: Node | None) -> Iterator[MappingNode]:
    items = node.items if isinstance(node, SequenceNode) else []
    return (each for each in items if isinstance(each, MappingNode))


class AnnotatedOrigins:
    """Finds the file of each object in the annotation that kustomize writes, and its positions in that file."""

    def __init__(self, folder: str, tree: str, unknown: Whole) -> None:
        self._folder, self._tree, self._unknown = folder, tree, unknown
        self._read: dict[str, list[Node]] = {}

    def __call__(self, node: Node) -> Located:
        """The object at its origin."""
        file = self._file(node)
        if not isinstance(node, MappingNode) or not file:
            return self._unknown(node)
        source = original(node, self._documents(file))
        return file, moved(node, source, (1, 1))

    def _file(self, node: Node) -> str:
        annotations = node.inner("metadata", "annotations") if isinstance(node, MappingNode) else None
        found = re.search(r"^path: (.+)$", annotations.text(ORIGIN), re.MULTILINE) if annotations else None
        path = os.path.realpath(os.path.join(self._folder, found[1])) if found and "\0" not in found[1] else ""
        return os.path.relpath(path) if path and is_below(path, self._tree) and os.path.isfile(path) else ""

    def _documents(self, file: str) -> list[Node]:
        if file not in self._read:
            source = text(file)
            try:
                self._read[file] = list(documents(source.text)) if isinstance(source, SourceText) else []
            except Malformed:
                self._read[file] = []
        return self._read[file]
