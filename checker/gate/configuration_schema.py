"""The JSON schema of `podproof.toml`, for editors: made of the tables that the reader uses, and of the known names.

It accepts whatever the reader accepts. The reader refuses a little more: patterns that match no finding, behaviors
that exclude each other, and names of laws that neither the specification nor `--laws` has.
"""

import json
from collections.abc import Iterable
from typing import Any

import msgspec

from podproof.checker.gate.tables import ConfigurationTable
from podproof.spec.findings import NAMED, THRESHOLDS
from podproof.spec.pod.laws import LAWS
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import NEWEST, OLDEST

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The draft that taplo and the JSON Schema Store use."""

A_PATTERN = {"type": "string", "pattern": r"[*?\[]"}


def render() -> str:
    """The schema as a file."""
    return json.dumps(schema(), indent=1) + "\n"


def schema() -> Schema:
    """The whole schema."""
    (made,), definitions = msgspec.json.schema_components([ConfigurationTable], ref_template="#/definitions/{name}")
    root = definitions.pop(made["$ref"].rpartition("/")[2])
    for table in (root, *definitions.values()):
        table["additionalProperties"] = False
    refine(root["properties"])
    about = {"title": "podproof.toml", "description": "What podproof checks in a repository, and what counts."}
    return {"$schema": DRAFT, **root, **about, "definitions": definitions}


def refine(keys: Schema) -> None:
    """Add to the type of each key the names that its value may have."""
    versions = "|".join(str(minor) for minor in range(OLDEST, NEWEST + 1))
    keys["kubernetes"]["pattern"] = rf"^$|^v?1\.({versions})(\.(\d{{1,3}}|x))?$"
    faults = sorted({*LIFECYCLE.faults, "all", "none"})
    _names(keys["faults"], {"enum": faults}, _commas(faults))
    for key in ("select", "ignore"):
        _names(keys[key], {"anyOf": [{"enum": list(NAMED)}, A_PATTERN]}, "")
    level = keys["severities"]["additionalProperties"]
    _known(keys["severities"], NAMED)
    keys["severities"]["patternProperties"] = {"^law/": level}
    _known(keys["thresholds"], THRESHOLDS)
    expected = keys["laws"]["additionalProperties"]
    _known(keys["laws"], [law.name for law in LAWS])
    keys["laws"]["additionalProperties"] = expected  # a law of the user's own


def _names(key: Schema, item: Schema, pattern: str) -> None:
    for form in key["anyOf"]:
        if form["type"] == "array":
            form["items"] |= item
        elif pattern:
            form["pattern"] = pattern


def _commas(names: Iterable[str]) -> str:
    name = rf"\s*({'|'.join(names)})\s*"
    return f"^{name}(,{name})*$"


def _known(table: Schema, names: Iterable[str]) -> None:
    value = table["additionalProperties"]
    table |= {"properties": dict.fromkeys(names, value), "additionalProperties": False}
