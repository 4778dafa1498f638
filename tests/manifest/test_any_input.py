"""Any input gives only Pods and problems of one line."""

import copy
import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from podproof.spec.manifest import Reading, example, read
from podproof.spec.pod.state import NEWEST, OLDEST

WEB: Any = yaml.safe_load(Path(example()).read_text())

SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["", "{{ x }}"])
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
)


def places(node: Any) -> list[tuple[Any, Any]]:
    """Return every map or list of a document with every key or index of it."""
    keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else []
    return [(node, key) for key in keys] + [place for key in keys for place in places(node[key])]


def read_text(text: str, kubernetes: int = NEWEST) -> Reading:
    """Read a manifest from the standard input."""
    return read(["-"], kubernetes=kubernetes, stdin=io.BytesIO(text.encode("utf-8", "surrogatepass")))


def assert_reported(result: Reading) -> None:
    """Assert that something came of the input, and that every problem is a line with advice."""
    assert result.pods or result.problems or result.skipped
    for problem in result.problems:
        assert str(problem).isprintable() and problem.message and problem.advice


@settings(max_examples=300, deadline=None)
@given(st.data(), VALUES, st.integers(OLDEST, NEWEST))
def test_a_manifest_with_any_value_anywhere_is_read_or_refused(
    data: st.DataObject, value: Any, kubernetes: int
) -> None:
    web = copy.deepcopy(WEB)
    node, key = data.draw(st.sampled_from(places(web)))
    node[key] = value
    assert_reported(read_text(json.dumps(web), kubernetes))


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    result = read_text(text)
    assert all(str(problem).isprintable() for problem in result.problems) and not result.pods


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 3000), st.integers(0, 3000))
def test_any_part_of_a_manifest_is_read_or_refused(begin: int, end: int) -> None:
    result = read_text(Path(example()).read_text()[begin:end])
    assert all(str(problem).isprintable() for problem in result.problems)


@pytest.mark.parametrize("kubernetes", range(OLDEST, NEWEST + 1))
def test_every_field_of_the_example_may_be_missing(kubernetes: int) -> None:
    for index in range(len(places(WEB))):
        web = copy.deepcopy(WEB)
        node, key = places(web)[index]
        del node[key]
        assert_reported(read_text(json.dumps(web), kubernetes))
