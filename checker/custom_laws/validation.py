"""What a law and a word may say: names that there are, joined as the checker can read them."""

import ast
import inspect
from collections.abc import Collection, Iterator
from typing import get_args

from podproof.checker.names import close
from podproof.spec.notation import Law, LawKind, Specification, Strength
from podproof.spec.pod.state import Container, ContainerState, ExitRule, Hook, Pod, PodState, Probe

FIELDS = {*Pod._fields, *PodState._fields, *Container._fields, *ContainerState._fields} - {"members"}
READABLE = FIELDS | {"index", "container", "containers"}
ATTRIBUTES = {field for record in (Container, ContainerState, Probe, Hook, ExitRule) for field in record._fields}
BUILTINS = {"all", "any", "len", "range", "min", "max", "bool"}

Complaint = tuple[str, str]
"""The text of the law that is wrong, and what is wrong with it."""


class LawValidator:
    """Judges laws and words by the names that a specification and some further words give them."""

    def __init__(self, specification: Specification, predicates: Collection[str]) -> None:
        self.specification = specification
        known = inspect.getmembers(specification.predicates, inspect.isfunction)
        self.predicates = {*(name for name, _ in known), *predicates}
        machines = specification.machines
        self.events = {
            rule.event for machine in machines for rule in specification.transitions(machine) if rule.leading
        }
        self.events |= {f"{machine.actor}'s" for machine in machines if machine.actor}

    def about_law(self, law: Law) -> Iterator[Complaint]:
        """Everything that is wrong with a law."""
        if not all(isinstance(text, str) for text in law):
            yield str(law.name), "each part of it is to be a text"
            return
        yield from unknown([law.kind], get_args(LawKind), "kind", law.kind)
        yield from unknown([law.strength], get_args(Strength), "strength", law.strength)
        for condition in filter(None, (law.given, law.when, law.then)):
            yield from self._about_sentence(condition)
        for names in (law.events, law.by, law.without):
            yield from unknown(names.split(), self.events, "event", names)
        yield from unknown(law.faults.split(), self.specification.faults, "class of faults", law.faults)

    def _about_sentence(self, condition: str) -> Iterator[Complaint]:
        try:
            tree = ast.parse(condition, mode="eval")
        except SyntaxError:
            yield condition, f"{condition!r} is no sentence: join words with and, or, not"
            return
        for node in ast.walk(tree):
            if isinstance(node, ast.Name):
                yield from unknown([node.id], self.predicates, "word", condition)
            elif not isinstance(node, (ast.Expression, ast.BoolOp, ast.UnaryOp, ast.boolop, ast.Not, ast.expr_context)):
                yield condition, f"{ast.unparse(node)!r} is no word: a sentence joins words with and, or, not"
                return

    def about_predicate(self, predicate: ast.FunctionDef) -> Iterator[tuple[int, str]]:
        """Everything that is wrong with a word, by its line: it reads fields, is one expression, and says words."""
        reads = [argument.arg for argument in predicate.args.args]
        for argument in predicate.args.args:
            for _, complaint in unknown([argument.arg], READABLE, "field", predicate.name):
                yield argument.lineno, f"the word {predicate.name} reads {argument.arg}, but {complaint}"
        body = [node for node in predicate.body if not _is_docstring(node)]
        if len(body) != 1 or not isinstance(body[0], ast.Return) or predicate.decorator_list:
            yield predicate.lineno, f"the word {predicate.name} is to be one return of one expression"
            return
        bound = {
            node.id for node in ast.walk(body[0]) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        for node in ast.walk(body[0]):
            if isinstance(node, ast.Name) and node.id not in {*reads, *bound}:
                for _, complaint in unknown([node.id], self.predicates | BUILTINS, "word", predicate.name):
                    yield node.lineno, f"the word {predicate.name} says {node.id}, but {complaint}"
            if isinstance(node, ast.Attribute):
                for _, complaint in unknown([node.attr], ATTRIBUTES, "field", predicate.name):
                    yield node.lineno, f"the word {predicate.name} reads {node.attr}, but {complaint}"


def unknown(names: Collection[str], known: Collection[str], kind: str, text: str) -> Iterator[Complaint]:
    """The names that there are not, with the nearest that there are."""
    for name in names:
        if name not in known:
            yield text, f"there is no {kind} {name!r}{close(name, known)}"


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
