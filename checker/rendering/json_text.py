"""JSON in which no text commands a terminal or a runner of GitHub: such characters are written as JSON escapes."""

import json
from typing import Any


def json_text(value: Any, indent: int | None = None) -> str:
    """The value as JSON, readable where it can be."""
    lines = json.dumps(value, indent=indent, ensure_ascii=False).split("\n")
    return "\n".join(line if line.isprintable() else "".join(map(_escaped, line)) for line in lines).replace(
        "##[", "#\\u0023["
    )


def _escaped(symbol: str) -> str:
    return symbol if symbol.isprintable() else json.dumps(symbol)[1:-1]
