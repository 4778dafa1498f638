"""`--laws`: the user's own laws, over the predicates of the specification and the user's own.

A file or module has `LAWS`; its functions are further predicates. It runs as Python, with the rights of the user.
Each mistake in it is reported in one line, with its line in the file.
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

from podproof.checker.compile import Compiled
from podproof.checker.custom_laws.validation import LawValidator
from podproof.checker.errors import LawError
from podproof.checker.names import close
from podproof.checker.verify import Verdict
from podproof.spec.manifest import example, read
from podproof.spec.notation import Law, Specification
from podproof.spec.pod import scenarios
from podproof.spec.predicate_modules import with_predicates

T = TypeVar("T")


class Source:
    """The text of a file of laws, to find the lines of mistakes."""

    def __init__(self, path: str) -> None:
        self.path = path
        try:
            text = Path(path).read_text(encoding="utf-8")
            self.tree = ast.parse(text)
        except SyntaxError as error:
            raise LawError(f"{path}:{error.lineno}: {error.msg}") from error
        except (UnicodeDecodeError, ValueError) as error:
            raise LawError(f"{path}:1: not Python: {error}") from error

    def line(self, *texts: str) -> int:
        """The line of the first of these texts that the file has as a string."""
        strings = {
            node.value: node.lineno
            for node in reversed(list(ast.walk(self.tree)))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        return next((strings[text] for text in texts if text in strings), 1)

    def wrong(self, line: int, message: str) -> LawError:
        """The error for a mistake in a line."""
        return LawError(f"{self.path}:{line}: {message}")


class LawFile:
    """The validated laws and predicates of one file or module."""

    def __init__(self, name: str, specification: Specification) -> None:
        self.source, module = _load(name)
        self.predicates = {
            predicate.__name__: predicate for predicate in vars(module).values() if _is_own(predicate, module)
        }
        self.laws = self._laws(module)
        self._check_predicates(specification)
        self.specification = specification._replace(
            laws=(*specification.laws, *self.laws),
            predicates=with_predicates(specification.predicates, tuple(self.predicates.items())),
        )
        self._check_laws(specification)
        self._check_answers()

    def line(self, law: Law) -> int:
        """The line of the law."""
        return self.source.line(law.name)

    def _laws(self, module: ModuleType) -> tuple[Law, ...]:
        laws = getattr(module, "LAWS", None)
        if not isinstance(laws, (tuple, list)) or not laws or not all(isinstance(law, Law) for law in laws):
            raise self.source.wrong(1, "LAWS is missing: it must be a tuple of podproof.Law")
        return tuple(laws)

    def _check_predicates(self, specification: Specification) -> None:
        validator = LawValidator(specification, self.predicates)
        for predicate in self.predicates.values():
            if hasattr(specification.predicates, predicate.__name__):
                raise self.source.wrong(
                    predicate.__code__.co_firstlineno, f"the predicate `{predicate.__name__}` already exists"
                )
            for line, complaint in validator.check_predicate(self._definition(predicate)):
                raise self.source.wrong(line, complaint)

    def _definition(self, predicate: FunctionType) -> ast.FunctionDef:
        for node in self.source.tree.body:
            if isinstance(node, ast.FunctionDef) and node.name == predicate.__name__:
                return node
        raise self.source.wrong(
            predicate.__code__.co_firstlineno, f"predicate {predicate.__name__}: not a plain function of this file"
        )

    def _check_laws(self, specification: Specification) -> None:
        names = [law.name for law in specification.laws]
        for law in self.laws:
            for text, complaint in LawValidator(specification, self.predicates).check_law(law):
                raise self.source.wrong(self.source.line(text, law.name), f"law {law.name}: {complaint}")
            if law.name in names:
                raise self.source.wrong(self.line(law), f"the law `{law.name}` already exists")
            names.append(law.name)

    def _check_answers(self) -> None:
        """Evaluate each condition for Pods with every feature: a forbidden question shows only in evaluation."""
        for manifest in read([example(), str(scenarios.path("gates"))]).pods:
            compiled = Compiled(self.specification, manifest.pod)
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


ASKING = "a predicate may compare the state only with ==, != and in"


class ExtendedSpecification:
    """A specification with the laws of some files and modules, and the outcomes of those laws."""

    def __init__(self, specification: Specification, names: Sequence[str]) -> None:
        self.specification = specification
        self.names = tuple(names)
        self._files: list[LawFile] = []
        self._outcomes: dict[str, set[str]] = {}
        for name in names:
            self._files.append(LawFile(name, self.specification))
            self.specification = self._files[-1].specification

    @property
    def own(self) -> list[Law]:
        """The user's own laws."""
        return [law for file in self._files for law in file.laws]

    @property
    def laws(self) -> dict[str, Law]:
        """All laws by name."""
        return {law.name: law for law in self.specification.laws}

    def note(self, verdicts: Iterable[Verdict]) -> None:
        """Record the outcomes of the laws for a Pod."""
        self.note_outcomes({verdict.law.name: verdict.outcome for verdict in verdicts})

    def note_outcomes(self, outcomes: Mapping[str, str]) -> None:
        """Record the outcomes of laws by name."""
        for name, outcome in outcomes.items():
            self._outcomes.setdefault(name, set()).add(outcome)

    def vacuous(self) -> list[str]:
        """A line for each own law that is vacuous for every Pod."""
        return [
            f"{file.source.path}:{file.line(law)}: law {law.name} is vacuous: none of these Pods reaches its situation"
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
        """The module, if it has that name and lies there."""
        return PathFinder.find_spec(name, [os.getcwd()]) if name == self.module else None


def _load(name: str) -> tuple[Source, ModuleType]:
    return _from_file(name) if name.endswith(".py") or "/" in name else _from_module(name)


def _from_file(path: str) -> tuple[Source, ModuleType]:
    if not Path(path).is_file() or not path.endswith(".py"):
        raise LawError(f"{path}: no such file of laws; its name must end in .py")
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
        raise LawError(f"{name}: no such module of laws; the name of a file must end in .py")
    source = Source(found.origin)
    return source, _run(source, found.origin, partial(import_module, name))


def _run(source: Source, file: str | None, load: Callable[[], T]) -> T:
    """The result of loading the file; an exception is reported with the last line of the file that was reached."""
    try:
        return load()
    except (Exception, SystemExit) as error:
        lines = [line for frame, line in walk_tb(error.__traceback__) if frame.f_code.co_filename == file]
        raise source.wrong(lines[-1] if lines else 1, f"{type(error).__name__}: {error}{_hint(error)}") from error


def _hint(error: BaseException) -> str:
    """For an unknown field of `Law`, the nearest known one."""
    _, quoted, rest = str(error).partition("unexpected keyword argument '")
    return close(rest.rstrip("'"), Law._fields) if quoted else ""


def _is_own(predicate: object, module: ModuleType) -> bool:
    return inspect.isfunction(predicate) and predicate.__module__ == module.__name__
