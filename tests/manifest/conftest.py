"""What the tests of manifests share: writing a file and reading it."""

from pathlib import Path
from textwrap import dedent

import pytest
from outcomes import Read

from podproof.spec.manifest import NEWEST, Reading, read


@pytest.fixture
def reading(tmp_path: Path) -> Read:
    """Read a manifest that is given as text."""

    def read_text(text: str, *, name: str = "pod.yaml", kubernetes: int = NEWEST) -> Reading:
        path = tmp_path / name
        path.write_text(dedent(text), encoding="utf-8")
        return read([str(path)], kubernetes=kubernetes)

    return read_text


@pytest.fixture
def reading_spec(reading: Read) -> Read:
    """Read a Pod whose spec is given as text."""

    def read_spec(spec: str, **options: int) -> Reading:
        head = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n"
        body = "".join(f"  {line}\n" for line in dedent(spec).strip("\n").split("\n"))
        return reading(head + body, **options)

    return read_spec


@pytest.fixture
def reading_container(reading_spec: Read) -> Read:
    """Read a Pod whose only container has the fields that are given as text."""

    def read_container(fields: str, **options: int) -> Reading:
        body = "".join(f"  {line}\n" for line in dedent(fields).strip("\n").split("\n"))
        return reading_spec("containers:\n- name: app\n  image: app:1\n" + body, **options)

    return read_container
