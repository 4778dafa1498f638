"""Which packages are rendered, and what is said about the others."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from podproof.checker.packages import RenderMode, helm, kustomize
from podproof.checker.packages.programs import ProgramFailed
from podproof.spec.manifest.layouts import Package, Unrendered
from podproof.spec.manifest.sources import SourceText
from podproof.spec.tree import is_below

TOOLS: Mapping[str, Callable[[Package, str, Path], SourceText]] = {"kustomize": kustomize.render, "helm": helm.render}

THREADS = 4
"""How many programs run at once."""


def render_all(packages: Iterable[Package], mode: RenderMode) -> Iterator[SourceText | Unrendered]:
    """Render these packages in their order."""
    with ThreadPoolExecutor(THREADS) as threads:
        yield from threads.map(lambda package: render(package, mode), packages)


def render(package: Package, mode: RenderMode) -> SourceText | Unrendered:
    """The rendered objects of a package, or why there are none."""
    if mode == "never":
        return Unrendered(package, "--render never")
    if package.tool == "helm" and mode != "all":
        return Unrendered(package, "only --render all renders charts, with their default values")
    with TemporaryDirectory(prefix="podproof-") as folder:
        scratch = Path(folder)
        (scratch / "home").mkdir()
        try:
            return TOOLS[package.tool](package, tree_of(package.folder), scratch)
        except (ProgramFailed, OSError) as error:
            return Unrendered(package, str(error))


def tree_of(folder: str) -> str:
    """The tree that a folder belongs to: its repository, else the working directory, else the folder itself."""
    path = os.path.realpath(folder or ".")
    above = [path]
    while above[-1] != os.path.dirname(above[-1]):
        above.append(os.path.dirname(above[-1]))
    repository = next((each for each in above if os.path.exists(os.path.join(each, ".git"))), "")
    return repository or (os.getcwd() if is_below(path, os.getcwd()) else path)
