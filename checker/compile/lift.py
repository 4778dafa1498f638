"""Predicates lifted from one state to all: the same Python text, read as operations on formulas.

The configuration is concrete and the state symbolic (partial evaluation): `and`, `or`, `not`, `in`, `all`, `any`, `==`
and the conditional expression become functions that answer with a constant where they can, else with a formula.
"""

import ast
import inspect
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from podproof.checker.formulas import Formula, Value, atom, conjunction, disjunction, negation
from podproof.spec.saved import saved

Lifted = Any
"""What an expression of a lifted predicate is worth: a formula if it depends on the state, else a Python value."""

Thunk = Callable[[], Lifted]


@dataclass(frozen=True, eq=False, slots=True)
class Reference:
    """A variable as a predicate sees it, which can only ask whether it has a value.

    `domain` has the values that it can get in this configuration, `declared` those that it can get in any.
    """

    variable: int
    name: str
    domain: tuple[Value, ...]
    declared: tuple[Value, ...]


def equal(left: Lifted, right: Lifted) -> Formula:
    """`left == right`, at most one side symbolic; raises ValueError for a string that the variable never is."""
    if isinstance(right, Reference):
        left, right = right, left
    if not isinstance(left, Reference):
        return bool(left == right)
    if right not in left.domain:
        if isinstance(right, str) and right not in left.declared:
            raise ValueError(f"{left.name} is never {right!r}: it is one of {', '.join(map(str, left.declared))}")
        return False
    return atom(left.variable, right)


def contained(value: Lifted, options: Iterable[Lifted]) -> Formula:
    """`value in options`."""
    return disjunction(equal(value, option) for option in options)


def chosen(condition: Formula, yes: Thunk, no: Thunk) -> Lifted:
    """`yes if condition else no`."""
    if isinstance(condition, bool):
        return yes() if condition else no()
    return disjunction([conjunction([condition, yes()]), conjunction([negation(condition), no()])])


def every(thunks: Iterable[Thunk]) -> Formula:
    """`a and b`, evaluated from left to right as far as the answer needs."""
    return conjunction(thunk() for thunk in thunks)


def some(thunks: Iterable[Thunk]) -> Formula:
    """`a or b`, evaluated from left to right as far as the answer needs."""
    return disjunction(thunk() for thunk in thunks)


LIFTED = {
    "equal_": equal,
    "in_": contained,
    "chosen_": chosen,
    "every_": every,
    "some_": some,
    "not_": negation,
    "all_": conjunction,
    "any_": disjunction,
}


class Lift(ast.NodeTransformer):
    """Rewrites the text of a predicate into calls of the functions above."""

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        self.generic_visit(node)
        name = "every_" if isinstance(node.op, ast.And) else "some_"
        return call(name, ast.Tuple([thunk(value) for value in node.values], ast.Load()))

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        self.generic_visit(node)
        return call("not_", node.operand) if isinstance(node.op, ast.Not) else node

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        self.generic_visit(node)
        return call("chosen_", node.test, thunk(node.body), thunk(node.orelse))

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        self.generic_visit(node)
        name = {ast.Eq: "equal_", ast.NotEq: "equal_", ast.In: "in_", ast.NotIn: "in_"}.get(type(node.ops[0]))
        if name is None:
            return node
        answer = call(name, node.left, node.comparators[0])
        return call("not_", answer) if isinstance(node.ops[0], (ast.NotEq, ast.NotIn)) else answer

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in ("all", "any"):
            (each,) = node.args
            assert isinstance(each, ast.GeneratorExp)
            return call(f"{node.func.id}_", unfiltered(each, node.func.id))
        return node


def call(name: str, *arguments: ast.expr) -> ast.Call:
    """The call of one of the functions above."""
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


def thunk(expression: ast.expr) -> ast.Lambda:
    """An expression to be evaluated only if the answer depends on it."""
    return ast.Lambda(ast.arguments([], [], None, [], [], None, []), expression)


def unfiltered(each: ast.GeneratorExp, quantifier: str) -> ast.GeneratorExp:
    """Filters may be symbolic too: `all(x if c)` is `all(not c or x)`, `any(x if c)` is `any(c and x)`."""
    for generator in each.generators:
        for condition in generator.ifs:
            first = call("not_", condition) if quantifier == "all" else condition
            name = "some_" if quantifier == "all" else "every_"
            each.elt = call(name, ast.Tuple([thunk(first), thunk(each.elt)], ast.Load()))
        generator.ifs = []
    return each


class LiftedPredicates:
    """The predicates of a package, lifted when first asked for, each remembering its answers for equal arguments.

    They are made again for every configuration, so that what they remember goes with it.
    """

    def __init__(self, package: ModuleType) -> None:
        self._package = vars(package)
        self._namespace: dict[str, Any] = dict(LIFTED)

    def __getitem__(self, name: str) -> Callable[..., Lifted]:
        if name not in self._namespace:
            predicate = self._package[name]
            exec(_code(predicate), self._namespace)
            self._namespace[name] = cache(self._namespace[name])
            for called in _names(predicate.__code__):
                if inspect.isfunction(self._package.get(called)):
                    self[called]
        lifted: Callable[..., Lifted] = self._namespace[name]
        return lifted

    def __setitem__(self, name: str, lifted: Callable[..., Lifted]) -> None:
        """Another function stands for the predicate, also where others call it."""
        self._namespace[name] = lifted


@cache
def _code(predicate: FunctionType) -> CodeType:
    """The lifted predicate."""
    codes, name = lifted_functions(predicate.__module__), predicate.__name__
    return codes[name] if name in codes else _lifted(predicate.__module__, name)


@cache
def lifted_functions(module: str) -> dict[str, CodeType]:
    """The functions of a module, lifted, as far as they are predicates; saved, as lifting takes long."""
    sources = (Path(__file__).read_bytes(), module.encode(), _source(module))

    def lift() -> dict[str, CodeType]:
        codes = {}
        for name in _definitions(module):
            with suppress(ValueError, AssertionError):
                codes[name] = _lifted(module, name)
        return codes

    codes: dict[str, CodeType] = saved("lifted", sources, lift)
    return codes


def _lifted(module: str, name: str) -> CodeType:
    tree = ast.fix_missing_locations(Lift().visit(ast.Module([_definitions(module)[name]], [])))
    return compile(tree, f"<lifted {module}>", "exec")


def _names(code: CodeType) -> Iterator[str]:
    """The global names that a function, and the functions inside it, may read."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


@cache
def _definitions(module: str) -> dict[str, ast.FunctionDef]:
    body = ast.parse(_source(module)).body
    return {node.name: node for node in body if isinstance(node, ast.FunctionDef)}


@cache
def _source(module: str) -> bytes:
    file = sys.modules[module].__file__
    assert file is not None, module
    return Path(file).read_bytes()
