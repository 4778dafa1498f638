"""A compiled configuration that notes which formula each predicate has become, so that a text can call it by name."""

import inspect
from collections.abc import Callable, Iterable

from podproof.checker.compile import Compiled
from podproof.checker.compile.lift import Lifted
from podproof.checker.export.definitions import Definition, Name
from podproof.checker.formulas import And, Formula, Not, Or
from podproof.checker.model import Variable
from podproof.spec.notation import Configuration, Predicate, Specification, footprint


class Named(Compiled):
    """The model of a configuration, with the predicates that were asked of the whole or of a component."""

    def __init__(
        self, specification: Specification, configuration: Configuration, faults: Iterable[str] | None = None
    ) -> None:
        super().__init__(specification, configuration, faults)
        self.asked: dict[Formula, Definition] = {}
        for name, predicate in inspect.getmembers(specification.predicates, inspect.isfunction):
            self.predicates[name] = self._noting(predicate, self.predicates[name])

    def name(self, component: int | None, name: str) -> Name:
        """A name of the whole, or of a component."""
        return (name,) if component is None else (self.configuration.components[component]["name"], name)

    def variable_name(self, variable: Variable) -> Name:
        """The name of a variable; the last part is its field."""
        return self.name(variable.component, variable.name.rpartition(".")[2])

    def _noting(self, predicate: Predicate, lifted: Callable[..., Lifted]) -> Callable[..., Lifted]:
        """The lifted predicate, which notes its formula where it is asked of the whole or a component as it is."""

        def noting(*arguments: Lifted) -> Lifted:
            answer = lifted(*arguments)
            if isinstance(answer, And | Or | Not) and answer not in self.asked:
                self._note(predicate, arguments, answer)
            return answer

        return noting

    def _note(self, predicate: Predicate, arguments: tuple[Lifted, ...], formula: Formula) -> None:
        for component in (None, *self.components_of(self.specification.component)):
            scope = self.scopes.at(component)
            if all(
                name in scope and scope[name] is value
                for name, value in zip(footprint(predicate), arguments, strict=True)
            ):
                comment = " ".join((inspect.getdoc(predicate) or "").split())
                self.asked[formula] = Definition(self.name(component, predicate.__name__), formula, comment)
                return
