"""The rules for the user's laws and predicates: known names, joined in a form that the checker can read."""

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
"""A text of the law, and the mistake in it."""


class LawValidator:
    """Validates laws and predicates against the names of a specification and some further predicates."""

    def __init__(self, specification: Specification, predicates: Collection[str]) -> None:
        self.specification = specification
        known = inspect.getmembers(specification.predicates, inspect.isfunction)
        self.predicates = {*(name for name, _ in known), *predicates}
        machines = specification.machines
        self.events = {
            rule.event for machine in machines for rule in specification.transitions(machine) if rule.leading
        }
        self.events |= {f"{machine.actor}'s" for machine in machines if machine.actor}

    def check_law(self, law: Law) -> Iterator[Complaint]:
        """All mistakes in a law."""
        if not all(isinstance(text, str) for text in law):
            yield str(law.name), "each field must be a text"
            return
        yield from unknown([law.kind], get_args(LawKind), "kind", law.kind)
        yield from unknown([law.strength], get_args(Strength), "strength", law.strength)
        for condition in filter(None, (law.given, law.when, law.then)):
            yield from self._check_condition(condition)
        for names in (law.events, law.by, law.without):
            yield from unknown(names.split(), self.events, "event", names)
        yield from unknown(law.faults.split(), self.specification.faults, "class of faults", law.faults)

    def _check_condition(self, condition: str) -> Iterator[Complaint]:
        try:
            tree = ast.parse(condition, mode="eval")
        except SyntaxError:
            yield condition, f"{condition!r} is not a condition: join predicates with and, or, not"
            return
        for node in ast.walk(tree):
            if isinstance(node, ast.Name):
                yield from unknown([node.id], self.predicates, "predicate", condition)
            elif not isinstance(node, (ast.Expression, ast.BoolOp, ast.UnaryOp, ast.boolop, ast.Not, ast.expr_context)):
                yield (
                    condition,
                    f"{ast.unparse(node)!r} is not a predicate: join predicates with and, or, not",
                )
                return

    def check_predicate(self, predicate: ast.FunctionDef) -> Iterator[tuple[int, str]]:
        """All mistakes in a predicate with their lines: it reads fields, is one expression, and calls predicates."""
        reads = [argument.arg for argument in predicate.args.args]
        for argument in predicate.args.args:
            for _, complaint in unknown([argument.arg], READABLE, "field", predicate.name):
                yield argument.lineno, f"predicate {predicate.name}: {complaint}"
        body = [node for node in predicate.body if not _is_docstring(node)]
        if len(body) != 1 or not isinstance(body[0], ast.Return) or predicate.decorator_list:
            yield predicate.lineno, f"predicate {predicate.name}: the body must be a single return of one expression"
            return
        bound = {
            node.id for node in ast.walk(body[0]) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        for node in ast.walk(body[0]):
            if isinstance(node, ast.Name) and node.id not in {*reads, *bound}:
                for _, complaint in unknown([node.id], self.predicates | BUILTINS, "predicate", predicate.name):
                    yield node.lineno, f"predicate {predicate.name}: {complaint}"
            if isinstance(node, ast.Attribute):
                for _, complaint in unknown([node.attr], ATTRIBUTES, "field", predicate.name):
                    yield node.lineno, f"predicate {predicate.name}: {complaint}"


def unknown(names: Collection[str], known: Collection[str], kind: str, text: str) -> Iterator[Complaint]:
    """The unknown names, each with the nearest known one."""
    for name in names:
        if name not in known:
            yield text, f"unknown {kind} {name!r}{close(name, known)}"


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
