"""The subset of Go's text/template that stages use: fields, variables, pipelines, `if`, `range` and `with`.

A template is data from a stranger: steps, nesting and output are bounded, and no function reaches outside.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

LONGEST, DEEPEST = 100_000, 60
"""Characters of a template, and nested blocks or parentheses, at most."""

MOST_DIGITS = 18
"""The longest number."""

COMMENT = re.compile(r"\{\{(-\s+)?/\*.*?\*/\s*(-)?\}\}", re.DOTALL)
# Possessive: what is read as a part of an action is never read again in another way.
ACTION = re.compile(r"\{\{(-\s)?((?:\"(?:[^\"\\\n]|\\.)*+\"|`[^`]*+`|[^\"`}]|\}(?!\}))*+)\}\}")
TOKEN = re.compile(
    r"\s*(?:(?P<string>\"(?:[^\"\\\n]|\\.)*\"|`[^`]*`)|(?P<number>-?\d+(?:\.\d+)?)"
    r"|(?P<chain>\$\w*(?:\.\w+)*|(?:\.\w+)+|\.)|(?P<name>[A-Za-z_]\w*)|(?P<sign>:=|[=|(),]))"
)
CONSTANTS: Mapping[str, object] = {"true": True, "false": False, "nil": None}


class BadTemplate(ValueError):
    """The text is not a template; kwok would refuse it, too."""


class NotRendered(Exception):
    """The template uses what is not rendered here, or takes too long; the message says what."""


class Token(NamedTuple):
    """A part of an action: its kind (a group of `TOKEN`) and its text."""

    kind: str
    text: str


class Constant(NamedTuple):
    """A literal."""

    value: object


class Chain(NamedTuple):
    """The fields of the dot, or of a variable (`$`, `$name`)."""

    variable: str
    fields: tuple[str, ...]


class Call(NamedTuple):
    """A function with its arguments."""

    function: str
    arguments: "tuple[Operand, ...]"


class TemplatePipeline(NamedTuple):
    """Calls, each with the value of the one before as its last argument; `declared` are the variables that it sets."""

    declared: tuple[str, ...]
    is_new: bool
    stages: "tuple[Operand, ...]"


Operand = Constant | Chain | Call | TemplatePipeline


class Text(NamedTuple):
    """Text outside of actions."""

    text: str


class TemplateBlock(NamedTuple):
    """An action that prints (no keyword), or `if`, `range` or `with` with what it contains."""

    keyword: str
    pipeline: TemplatePipeline
    body: "tuple[Part, ...]" = ()
    otherwise: "tuple[Part, ...]" = ()


Part = Text | TemplateBlock


def parse(source: str) -> tuple[Part, ...]:
    """The parts of a template; raises `BadTemplate` or `NotRendered`."""
    if len(source) > LONGEST:
        raise NotRendered(f"a template of more than {LONGEST:,} characters")
    parser = TemplateParser(list(_pieces(source.strip())))
    parts, end = parser.parts(0)
    if end:
        raise BadTemplate(f"{{{{ {end} }}}} without a block")
    return parts


def _pieces(source: str) -> Iterator[str | list[Token]]:
    """Texts and actions in turn."""
    place, trims = 0, False
    while (begin := source.find("{{", place)) >= 0:
        comment = COMMENT.match(source, begin)
        match = comment or ACTION.match(source, begin)
        if match is None:
            raise BadTemplate("an action that is not closed")
        text = source[place:begin]
        text = text.lstrip() if trims else text
        yield text.rstrip() if match[1] else text
        action = "" if comment else match[2].strip()
        place, trims = match.end(), bool(comment and match[2]) or (not comment and bool(re.search(r"\s-$", match[2])))
        if not comment:
            yield _tokens(action.removesuffix("-") if trims else action)
    yield source[place:].lstrip() if trims else source[place:]


def _tokens(action: str) -> list[Token]:
    tokens, place = [], 0
    action = action.rstrip()
    while place < len(action):
        match = TOKEN.match(action, place)
        if match is None:
            raise BadTemplate(f"cannot read {action[place : place + 20]!r} in an action")
        assert match.lastgroup is not None
        tokens.append(Token(match.lastgroup, match[match.lastgroup]))
        place = match.end()
    return tokens


class TemplateParser:
    """Reads the parts of a template from its pieces, and a pipeline from the tokens of an action."""

    def __init__(self, pieces: list[str | list[Token]]) -> None:
        self.pieces, self.place = pieces, 0
        self.tokens: list[Token] = []

    def parts(self, depth: int) -> tuple[tuple[Part, ...], str]:
        """The parts up to the end of the block, and the keyword that ends it: `end`, `else`, or nothing."""
        if depth > DEEPEST:
            raise NotRendered(f"more than {DEEPEST} nested blocks")
        found: list[Part] = []
        while self.place < len(self.pieces):
            piece = self.pieces[self.place]
            self.place += 1
            if isinstance(piece, str):
                found.append(Text(piece))
                continue
            self.tokens = list(piece)
            keyword = self.tokens[0].text if self.tokens and self.tokens[0].kind == "name" else ""
            if keyword in ("end", "else"):
                del self.tokens[0]
                return tuple(found), keyword
            if keyword in ("define", "template", "block", "break", "continue"):
                raise NotRendered(f"the keyword {keyword}")
            found.append(self._block(keyword, depth))
        return tuple(found), ""

    def _block(self, keyword: str, depth: int) -> TemplateBlock:
        if keyword not in ("if", "range", "with"):
            return TemplateBlock("", self._whole(depth))
        del self.tokens[0]
        pipeline = self._whole(depth)
        body, end = self.parts(depth + 1)
        otherwise: tuple[Part, ...] = ()
        if end == "else" and self.tokens:
            otherwise = (self._block(self.tokens[0].text, depth + 1),)  # `else if` shares its `end`
        elif end == "else":
            otherwise, end = self.parts(depth + 1)
        if not end:
            raise BadTemplate(f"{{{{ {keyword} }}}} without {{{{ end }}}}")
        return TemplateBlock(keyword, pipeline, body, otherwise)

    def _whole(self, depth: int) -> TemplatePipeline:
        pipeline = self._pipeline(depth)
        if self.tokens:
            raise BadTemplate(f"unexpected {self.tokens[0].text!r} in an action")
        return pipeline

    def _pipeline(self, depth: int) -> TemplatePipeline:
        if depth > DEEPEST:
            raise NotRendered(f"more than {DEEPEST} nested parentheses")
        declared, is_new = self._declared()
        stages = [self._command(depth)]
        while self._next("|"):
            stages.append(self._command(depth))
        return TemplatePipeline(declared, is_new, tuple(stages))

    def _declared(self) -> tuple[tuple[str, ...], bool]:
        signs = [token.text for token in self.tokens[:4]]
        for names in (1, 2):
            sign = 2 * names - 1
            if len(signs) > sign and signs[sign] in (":=", "=") and all(each[0] == "$" for each in signs[:sign:2]):
                del self.tokens[: sign + 1]
                return tuple(signs[:sign:2]), signs[sign] == ":="
        return (), False

    def _next(self, sign: str) -> bool:
        if self.tokens and self.tokens[0] == Token("sign", sign):
            del self.tokens[0]
            return True
        return False

    def _command(self, depth: int) -> Operand:
        if not self.tokens:
            raise BadTemplate("an action without a value")
        if self.tokens[0].kind == "name" and self.tokens[0].text not in CONSTANTS:
            name, arguments = self.tokens.pop(0).text, []
            while self.tokens and self.tokens[0].text not in ("|", ")"):
                arguments.append(self._operand(depth))
            return Call(name, tuple(arguments))
        return self._operand(depth)

    def _operand(self, depth: int) -> Operand:
        token = self.tokens.pop(0)
        if token.kind == "string":
            return Constant(_unquoted(token.text))
        if token.kind == "number":
            if len(token.text) > MOST_DIGITS:
                raise BadTemplate(f"a number of more than {MOST_DIGITS} digits")
            return Constant(float(token.text) if "." in token.text else int(token.text))
        if token.kind == "chain":
            variable, *fields = token.text.split(".")
            return Chain(variable, tuple(filter(None, fields)))
        if token.kind == "name":
            return Constant(CONSTANTS[token.text]) if token.text in CONSTANTS else Call(token.text, ())
        if token.text != "(":
            raise BadTemplate(f"unexpected {token.text!r} in an action")
        inner = self._pipeline(depth + 1)
        if not self._next(")"):
            raise BadTemplate("a parenthesis that is not closed")
        return inner


ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "'": "'"}


def _unquoted(text: str) -> str:
    if text[0] == "`":
        return text[1:-1]
    return re.sub(r"\\(.)", lambda match: ESCAPES.get(match[1], match[0]), text[1:-1])
