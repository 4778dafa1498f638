"""Conditions: names of predicates joined by `and`, `or` and `not`, as guards, laws and findings write them.

The empty condition is true.  Everything else, such as a call or a comparison, raises a ValueError that quotes it.
"""

import ast
import operator
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import chain
from keyword import iskeyword
from typing import Any, Generic, NamedTuple, TypeVar

Value = TypeVar("Value")


class Connectives(NamedTuple, Generic[Value]):
    """What `and`, `or` and `not` do to values: to truth values, say, or to formulas."""

    conjunction: Callable[[Iterable[Value]], Value]
    disjunction: Callable[[Iterable[Value]], Value]
    negation: Callable[[Value], Value]


Interpreter = Callable[[Callable[[str], Any]], Any]

BOOLEAN: Connectives[bool] = Connectives(all, any, operator.not_)


def evaluate(condition: str, lookup: Callable[[str], bool]) -> bool:
    """Whether the condition is true; names are looked up from left to right, and only as far as they matter."""
    return interpret(condition, lookup, BOOLEAN)


def interpret(condition: str, lookup: Callable[[str], Value], connectives: Connectives[Value]) -> Value:
    """The value of the condition, computed from the values of its names."""
    value: Value = _interpreter(condition, connectives)(lookup)
    return value


@cache
def _interpreter(condition: str, connectives: Connectives[Any]) -> Interpreter:
    """The condition as a function of the values of its names: one and the same condition is asked of many states."""
    return _joined(_parsed(condition), connectives.conjunction, connectives)


def _joined(
    nodes: Sequence[ast.expr], join: Callable[[Iterable[Any]], Any], connectives: Connectives[Any]
) -> Interpreter:
    operands = tuple(_operand(node, connectives) for node in nodes)
    if len(operands) == 1:  # most conditions have one name
        (only,) = operands
        return lambda lookup: join((only(lookup),))
    return lambda lookup: join(operand(lookup) for operand in operands)


def _operand(node: ast.expr, connectives: Connectives[Any]) -> Interpreter:
    match node:
        case ast.BoolOp():
            join = connectives.conjunction if isinstance(node.op, ast.And) else connectives.disjunction
            return _joined(node.values, join, connectives)
        case ast.UnaryOp(op=ast.Not()):
            operand = _operand(node.operand, connectives)
            return lambda lookup: connectives.negation(operand(lookup))
        case ast.Name():
            name = node.id
            return lambda lookup: lookup(name)
    raise _not_a_condition(node)


def _not_a_condition(node: ast.expr) -> ValueError:
    return ValueError(f"a condition has only names, and, or, not: {ast.unparse(node)}")


@cache
def names(condition: str) -> tuple[str, ...]:
    """The names in the condition, each once, in the order in which they appear."""
    return tuple(dict.fromkeys(chain.from_iterable(map(_names, _parsed(condition)))))


def _names(node: ast.expr) -> Iterable[str]:
    match node:
        case ast.Name():
            return (node.id,)
        case ast.BoolOp():
            return chain.from_iterable(map(_names, node.values))
        case ast.UnaryOp(op=ast.Not()):
            return _names(node.operand)
    raise _not_a_condition(node)


def conjuncts(condition: str) -> tuple[str, ...]:
    """The conditions that this one joins by `and`, in their order, each such that they can be joined again."""
    parts = _parsed(condition)
    return tuple(f"({ast.unparse(part)})" if isinstance(part, ast.BoolOp) else ast.unparse(part) for part in parts)


@cache
def _parsed(condition: str) -> tuple[ast.expr, ...]:
    """The syntax trees of the conjuncts."""
    if not condition:
        return ()
    if condition.isidentifier() and not iskeyword(condition):  # most have one name, and the parser takes long
        return (ast.Name(condition, ast.Load()),)
    try:
        tree = ast.parse(condition, mode="eval").body
    except SyntaxError as error:
        raise ValueError(f"a condition has only names, and, or, not: {condition}") from error
    return tuple(tree.values) if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else (tree,)
