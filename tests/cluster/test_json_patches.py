"""JSON patches, as in RFC 6902."""

import pytest

from podproof.checker.cluster.json_patches import json_patch
from podproof.checker.cluster.statuses import ApiError


@pytest.mark.parametrize(
    ("operation", "after"),
    [
        ({"op": "add", "path": "/a/1", "value": 9}, {"a": [1, 9, 2], "b": {"c/d": 3}}),
        ({"op": "add", "path": "/a/-", "value": 9}, {"a": [1, 2, 9], "b": {"c/d": 3}}),
        ({"op": "remove", "path": "/b/c~1d"}, {"a": [1, 2], "b": {}}),
        ({"op": "replace", "path": "", "value": {}}, {}),
        ({"op": "move", "from": "/a/0", "path": "/b/e"}, {"a": [2], "b": {"c/d": 3, "e": 1}}),
        ({"op": "copy", "from": "/b", "path": "/e"}, {"a": [1, 2], "b": {"c/d": 3}, "e": {"c/d": 3}}),
        ({"op": "test", "path": "/a", "value": [1, 2]}, {"a": [1, 2], "b": {"c/d": 3}}),
    ],
    ids=lambda value: value.get("op") if isinstance(value, dict) else None,
)
def test_a_json_patch_does_what_rfc_6902_says(operation, after):
    document = {"a": [1, 2], "b": {"c/d": 3}}
    assert json_patch(document, [operation]) == after
    assert document == {"a": [1, 2], "b": {"c/d": 3}}


@pytest.mark.parametrize(
    "operations",
    [
        [{"op": "test", "path": "/a", "value": 0}],
        [{"op": "remove", "path": "/none"}],
        [{"op": "add", "path": "/a/7", "value": 0}],
        [{"op": "add", "path": "/a/01", "value": 0}],
        [{"op": "jump", "path": "/a"}],
        [{"path": "/a"}],
        [1],
        {},
        [{"op": "copy", "from": "/a", "path": "/a/-"}] * 64,
    ],
    ids=str,
)
def test_a_json_patch_that_does_not_apply_is_refused(operations):
    with pytest.raises(ApiError):
        json_patch({"a": ["x" * 4000]}, operations)
