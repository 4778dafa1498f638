"""The published schemas of the API, one file for each type and version.

They are from the library `kubernetes-validate`, read one type at a time. Its own validator is not used because it stops
at the first error, knows no lines, and takes a fifth of a second to start.
"""

import functools
import importlib.util
import json
from pathlib import Path
from typing import Any

Schema = dict[str, Any]

GROUPS = ("", "-apps", "-batch", "-meta")
"""The groups of the types that a Pod and its owners have, as the names of the files spell them."""


@functools.cache
def _folder(kubernetes: int) -> Path:
    """Return the folder with the schemas of the version, or of the nearest version with schemas."""
    package = importlib.util.find_spec("kubernetes_validate")
    assert package is not None and package.submodule_search_locations is not None
    root = Path(package.submodule_search_locations[0]) / "kubernetes-json-schema"
    folders = {int(folder.name.split(".")[1]): folder for folder in root.glob("v1.*-local")}
    return folders[max((version for version in folders if version <= kubernetes), default=min(folders))]


@functools.cache
def read_schema(kubernetes: int, name: str) -> Schema:
    """Return the schema of a type, from the file of that name."""
    schema: Schema = json.loads((_folder(kubernetes) / f"{name}.json").read_bytes())
    return schema


@functools.cache
def has_field(type: str, name: str, kubernetes: int) -> bool:
    """Return whether a type has a field in that version; a type that the API does not have has every field."""
    for group in GROUPS:
        file = f"{type.lower()}{group}-v1"
        if type and (_folder(kubernetes) / f"{file}.json").exists():
            return name in read_schema(kubernetes, file).get("properties", {})
    return True


def referenced(reference: str) -> tuple[str, str]:
    """Return the type and the file of a reference such as `#/$defs/io.k8s.api.core.v1.Container`."""
    *_, group, version, type = reference.rpartition("/")[2].split(".")
    return type, schema_name("" if group == "core" else group, version, type)


def schema_name(group: str, version: str, type: str) -> str:
    """Return the name under which a type is published; of a group its first label counts."""
    return f"{type.lower()}{'-' * bool(group)}{group.partition('.')[0]}-{version}"


def published_schema(kubernetes: int, name: str) -> Schema:
    """Return the schema of that name, empty for a type that Kubernetes does not have."""
    return read_schema(kubernetes, name) if (_folder(kubernetes) / f"{name}.json").exists() else {}


def object_schema(schema: Schema, kubernetes: int) -> Schema:
    """Return the schema itself, or the one that it refers to; empty for a quantity, which has no file of its own."""
    return published_schema(kubernetes, referenced(schema["$ref"])[1]) if "$ref" in schema else schema
