"""Templates of stages rendered for an object: values as Go has them, within bounds."""

from collections.abc import Callable, Mapping
from typing import Any

from podproof.checker.stages.templates import (
    Call,
    Chain,
    Constant,
    NotRendered,
    Operand,
    Part,
    TemplateBlock,
    TemplatePipeline,
    Text,
)

MOST_STEPS, LONGEST, MOST_VALUES, DEEPEST = 10_000, 50_000, 2_000, 50
"""Steps, characters of the text and of each value, values in a list or map, and nested lists, at most."""

FAILURES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What a function raises for arguments that it does not take."""


Functions = Mapping[str, Callable[..., Any]]


class Renderer:
    """Renders a template for one object with these functions."""

    def __init__(self, functions: Functions) -> None:
        self.functions = functions
        self.output: list[str] = []
        self.size = self.steps = 0
        self.scopes: list[dict[str, object]] = []

    def render(self, parts: tuple[Part, ...], data: object) -> str:
        """The text; raises `NotRendered`."""
        self.scopes = [{"$": data}]
        try:
            self._parts(parts, data)
        except FAILURES as error:
            raise NotRendered(f"its template fails: {error}") from error
        return "".join(self.output)

    def _parts(self, parts: tuple[Part, ...], dot: object) -> None:
        for part in parts:
            self._step()
            if isinstance(part, Text):
                self._write(part.text)
            elif not part.keyword:
                value = self._value(part.pipeline, dot)
                if not part.pipeline.declared:
                    self._write(printed(value))
            else:
                self.scopes.append({})
                self._block(part, dot)
                self.scopes.pop()

    def _block(self, block: TemplateBlock, dot: object) -> None:
        if block.keyword == "range":
            self._range(block, dot)
            return
        value = self._value(block.pipeline, dot)
        inner = value if block.keyword == "with" and truth(value) else dot
        self._parts(block.body if truth(value) else block.otherwise, inner)

    def _range(self, block: TemplateBlock, dot: object) -> None:
        over: Any = self._value(block.pipeline._replace(declared=()), dot)
        items = sorted(over.items()) if isinstance(over, dict) else list(enumerate(over)) if over else []
        for key, item in items:
            names = block.pipeline.declared
            self.scopes.append(dict(zip(names, (key, item) if len(names) == 2 else (item,), strict=False)))
            self._parts(block.body, item)
            self.scopes.pop()
        if not items:
            self._parts(block.otherwise, dot)

    def _value(self, operand: Operand, dot: object, last: tuple[object, ...] = ()) -> object:
        self._step()
        match operand:
            case Constant():
                return operand.value
            case Chain():
                return self._field(operand, dot)
            case Call():
                if operand.function not in self.functions:
                    raise NotRendered(f"the function {operand.function}")
                arguments = [self._value(each, dot) for each in operand.arguments]
                return bounded(self.functions[operand.function](*arguments, *last))
        value: tuple[object, ...] = ()
        for stage in operand.stages:
            value = (self._value(stage, dot, value),)
        self._declare(operand, value[0])
        return value[0]

    def _declare(self, pipeline: TemplatePipeline, value: object) -> None:
        for name in pipeline.declared:
            scope = self.scopes[-1] if pipeline.is_new else next(each for each in reversed(self.scopes) if name in each)
            scope[name] = value

    def _field(self, chain: Chain, dot: object) -> object:
        value = dot
        if chain.variable:
            known = (scope[chain.variable] for scope in reversed(self.scopes) if chain.variable in scope)
            value = next(known, NotRendered)
            if value is NotRendered:
                raise NotRendered(f"the undefined variable {chain.variable}")
        for name in chain.fields:
            if not isinstance(value, dict):
                raise NotRendered(f"the field .{name} of what has no fields")
            value = value.get(name)
        return value

    def _write(self, text: str) -> None:
        self.output.append(text)
        self.size += len(text)
        if self.size > LONGEST:
            raise NotRendered(f"a text of more than {LONGEST:,} characters")

    def _step(self) -> None:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise NotRendered(f"more than {MOST_STEPS:,} steps")


def bounded(value: object) -> object:
    """The value, if it is not too large: a variable may hold a list of itself, twice as long with each step."""
    count, waiting = 0, [(value, 0)]
    while waiting:
        each, depth = waiting.pop()
        count += 1
        if count > MOST_VALUES or depth > DEEPEST or (isinstance(each, str) and len(each) > LONGEST):
            raise NotRendered("a value that is too large")
        inner = each.values() if isinstance(each, dict) else each if isinstance(each, list) else ()
        waiting.extend((item, depth + 1) for item in inner)
    return value


def truth(value: object) -> bool:
    """Whether Go takes the value for true."""
    return bool(value)


def printed(value: object) -> str:
    """The value as Go prints it."""
    if value is None:
        return "<no value>"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{' '.join(map(printed, value))}]"
    if isinstance(value, dict):
        return f"map[{' '.join(f'{key}:{printed(each)}' for key, each in sorted(value.items()))}]"
    return str(value)
