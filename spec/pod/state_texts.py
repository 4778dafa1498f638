"""What the fields and values of a state mean in English: the comments behind them in `state.py`."""

import inspect
import re
from collections.abc import Hashable, Mapping
from functools import cache
from typing import NamedTuple, cast

from podproof.spec.notation import Record

FIELD = re.compile(r"    (\w+): (?:Literal|Annotated)\[.*?(?:  # (.*))?")
VALUE = re.compile(r"        (?:\"(\w*)\"|(\d+)),  # (.*)")
RULES = re.compile(r" \[[^\]]*\]")


class FieldText(NamedTuple):
    """What a field says, and what each of its values means, without the rules."""

    text: str
    values: Mapping[str, str]


@cache
def field_texts(record: Hashable) -> Mapping[str, FieldText]:
    """The texts of each field of a record of state."""
    found: dict[str, FieldText] = {}
    values: dict[str, str] = {}
    for line in inspect.getsource(cast(Record, record)).splitlines():
        if field := FIELD.fullmatch(line):
            values = {}
            found[field[1]] = FieldText(RULES.sub("", field[2] or ""), values)
        elif value := VALUE.fullmatch(line):
            values[value[1] or value[2]] = RULES.sub("", value[3])
    return found
