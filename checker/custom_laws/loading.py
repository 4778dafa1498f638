"""`--laws`: laws of one's own, in the words of the specification and in words of one's own.

A file or module with `LAWS`, whose functions are words beside those that there are.  It runs as Python, with the rights
of whoever runs the checker.  Whatever is wrong with it is told in one line, with the line of the file.
"""

import ast
import inspect
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from importlib import import_module, util
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from traceback import walk_tb
from types import FunctionType, ModuleType, TracebackType
from typing import NamedTuple, TypeVar

from podproof.checker.compile import compile_pod
from podproof.checker.custom_laws.validation import LawValidator
from podproof.checker.errors import LawError
from podproof.checker.names import close
from podproof.checker.verify import Verdict
from podproof.spec.manifest import example, read
from podproof.spec.notation import Law, Specification
from podproof.spec.pod import scenarios

T = TypeVar("T")


class Source:
    """A file of laws as text, to find the lines of what is wrong in it."""

    def __init__(self, path: str) -> None:
        self.path = path
        try:
            text = Path(path).read_text(encoding="utf-8")
            self.tree = ast.parse(text)
        except SyntaxError as error:
            raise LawError(f"{path}:{error.lineno}: {error.msg}") from error
        except (UnicodeDecodeError, ValueError) as error:
            raise LawError(f"{path}:1: this is no Python: {error}") from error

    def line(self, *texts: str) -> int:
        """The line of the first of these texts that is written there as a string."""
        strings = {
            node.value: node.lineno
            for node in reversed(list(ast.walk(self.tree)))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        return next((strings[text] for text in texts if text in strings), 1)

    def wrong(self, line: int, message: str) -> LawError:
        """What is wrong in a line."""
        return LawError(f"{self.path}:{line}: {message}")


class LawFile:
    """The laws and words of one file or module, read and found to be in order."""

    def __init__(self, name: str, specification: Specification) -> None:
        self.source, module = _loaded(name)
        self.predicates = {
            predicate.__name__: predicate for predicate in vars(module).values() if _is_own(predicate, module)
        }
        self.laws = self._laws(module)
        self._check_predicates(specification)
        self.specification = specification._replace(
            laws=(*specification.laws, *self.laws),
            predicates=_with_predicates(specification.predicates, self.predicates),
        )
        self._check_laws(specification)
        self._check_answers()

    def line(self, law: Law) -> int:
        """Where the law is written."""
        return self.source.line(law.name)

    def _laws(self, module: ModuleType) -> tuple[Law, ...]:
        laws = getattr(module, "LAWS", None)
        if not isinstance(laws, (tuple, list)) or not laws or not all(isinstance(law, Law) for law in laws):
            raise self.source.wrong(1, "it has no LAWS, which is to be a tuple of spec.notation.Law")
        return tuple(laws)

    def _check_predicates(self, specification: Specification) -> None:
        saying = LawValidator(specification, self.predicates)
        for predicate in self.predicates.values():
            if hasattr(specification.predicates, predicate.__name__):
                raise self.source.wrong(
                    predicate.__code__.co_firstlineno, f"there is a word {predicate.__name__} already"
                )
            for line, complaint in saying.about_predicate(self._definition(predicate)):
                raise self.source.wrong(line, complaint)

    def _definition(self, predicate: FunctionType) -> ast.FunctionDef:
        for node in self.source.tree.body:
            if isinstance(node, ast.FunctionDef) and node.name == predicate.__name__:
                return node
        raise self.source.wrong(
            predicate.__code__.co_firstlineno, f"{predicate.__name__} is not a plain function of the file"
        )

    def _check_laws(self, specification: Specification) -> None:
        names = [law.name for law in specification.laws]
        for law in self.laws:
            for text, complaint in LawValidator(specification, self.predicates).about_law(law):
                raise self.source.wrong(self.source.line(text, law.name), f"law {law.name}: {complaint}")
            if law.name in names:
                raise self.source.wrong(self.line(law), f"there is a law {law.name} already")
            names.append(law.name)

    def _check_answers(self) -> None:
        """Ask each sentence of Pods that have everything: what a word may not ask shows only when it is asked."""
        for manifest in read([example(), str(scenarios.path("gates"))]).pods:
            compiled = compile_pod(self.specification, manifest.pod)
            for law in self.laws:
                for condition in filter(None, (law.given, law.when, law.then)):
                    try:
                        for site in compiled.subjects(condition):
                            compiled.formula(condition, site)
                    except Exception as error:
                        line = self._line_in(error.__traceback__) or self.source.line(condition, law.name)
                        raise self.source.wrong(line, f"law {law.name}: {error}; {ASKING}") from error

    def _line_in(self, traceback: TracebackType | None) -> int | None:
        own = {f"<lifted {predicate.__module__}>" for predicate in self.predicates.values()}
        lines = [line for frame, line in walk_tb(traceback) if frame.f_code.co_filename in own]
        return lines[-1] if lines else None


ASKING = "of what changes, a word may ask no more than ==, != and in"


class ExtendedSpecification:
    """A specification with the laws of some files and modules, and what became of them."""

    def __init__(self, specification: Specification, names: Sequence[str]) -> None:
        self.specification = specification
        self._files: list[LawFile] = []
        self._outcomes: dict[str, set[str]] = {}
        for name in names:
            self._files.append(LawFile(name, self.specification))
            self.specification = self._files[-1].specification

    @property
    def own(self) -> list[Law]:
        """The laws of these files."""
        return [law for file in self._files for law in file.laws]

    @property
    def laws(self) -> dict[str, Law]:
        """All laws by name."""
        return {law.name: law for law in self.specification.laws}

    def note(self, verdicts: Iterable[Verdict]) -> None:
        """Remember what became of the laws for a Pod."""
        self.note_outcomes({verdict.law.name: verdict.outcome for verdict in verdicts})

    def note_outcomes(self, outcomes: Mapping[str, str]) -> None:
        """Remember the same, said by the names of laws and outcomes."""
        for name, outcome in outcomes.items():
            self._outcomes.setdefault(name, set()).add(outcome)

    def vacuous(self) -> list[str]:
        """A line for each law of these files that speaks of nothing for any of the Pods."""
        return [
            f"{file.source.path}:{file.line(law)}: law {law.name} is vacuous: its situation is never met"
            for file in self._files
            for law in file.laws
            if self._outcomes.get(law.name, set()) - {"not applicable"} == {"vacuous"}
        ]


class NamedModuleFinder(NamedTuple):
    """Finds one top-level module in the working directory, where no installed module has its name.

    With the working directory on `sys.path`, whatever is imported later could come from there, too.
    """

    module: str

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module, if it is asked for and lies there."""
        return PathFinder.find_spec(name, [os.getcwd()]) if name == self.module else None


def _loaded(name: str) -> tuple[Source, ModuleType]:
    return _from_file(name) if name.endswith(".py") or "/" in name else _from_module(name)


def _from_file(path: str) -> tuple[Source, ModuleType]:
    if not Path(path).is_file() or not path.endswith(".py"):
        raise LawError(f"{path}: there is no such file of laws, whose name is to end in .py")
    source = Source(path)
    name = f"laws of {Path(path).resolve()}"
    spec = util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = sys.modules[name] = util.module_from_spec(spec)
    _run(source, module.__file__, partial(spec.loader.exec_module, module))
    return source, module


def _from_module(name: str) -> tuple[Source, ModuleType]:
    finder = NamedModuleFinder(name.partition(".")[0])
    if finder not in sys.meta_path:
        sys.meta_path.append(finder)
    try:
        found = util.find_spec(name)
    except Exception:  # a package on the way to it may raise anything
        found = None
    if found is None or found.origin is None or not found.origin.endswith(".py"):
        raise LawError(f"{name}: there is no such module of laws, nor is it the name of a file that ends in .py")
    source = Source(found.origin)
    return source, _run(source, found.origin, partial(import_module, name))


def _run(source: Source, file: str | None, load: Callable[[], T]) -> T:
    """What the loading of the file gives; whatever it raises is told with the last line of it that was reached."""
    try:
        return load()
    except (Exception, SystemExit) as error:
        lines = [line for frame, line in walk_tb(error.__traceback__) if frame.f_code.co_filename == file]
        raise source.wrong(lines[-1] if lines else 1, f"{type(error).__name__}: {error}{_hint(error)}") from error


def _hint(error: BaseException) -> str:
    """For a field of `Law` that does not exist, the nearest that does."""
    _, quoted, rest = str(error).partition("unexpected keyword argument '")
    return close(rest.rstrip("'"), Law._fields) if quoted else ""


def _is_own(predicate: object, module: ModuleType) -> bool:
    return inspect.isfunction(predicate) and predicate.__module__ == module.__name__


def _with_predicates(predicates: ModuleType, own: Mapping[str, FunctionType]) -> ModuleType:
    both = ModuleType(predicates.__name__)
    vars(both).update(
        {name: predicate for name, predicate in vars(predicates).items() if inspect.isfunction(predicate)}, **own
    )
    return both
