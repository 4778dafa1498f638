"""Merge patches, plain ones and those with the merge keys of the published schemas."""

import pytest

from podproof.spec.manifest.patches import BadPatch, merge, strategic_merge
from podproof.spec.manifest.schemas import read_schema


def test_a_merge_patch_removes_what_is_null():
    assert merge({"a": 1, "b": {"c": 2, "d": 3}}, {"a": None, "b": {"c": None}}) == {"b": {"d": 3}}


def test_a_strategic_patch_merges_lists_by_the_keys_of_the_schema():
    before = {"spec": {"containers": [{"name": "a", "image": "x"}, {"name": "b"}], "nodeName": "n"}}
    delete = {"name": "b", "$patch": "delete"}
    patch = {"spec": {"$setElementOrder/containers": [], "containers": [{"name": "a", "image": "y"}, delete]}}
    after = strategic_merge(before, patch, read_schema(36, "pod-v1"))
    assert after == {"spec": {"containers": [{"name": "a", "image": "y"}], "nodeName": "n"}}


def test_a_strategic_patch_may_replace_a_list_and_empty_a_set():
    before = {"metadata": {"finalizers": ["e.com/a", "e.com/b"]}, "spec": {"containers": [{"name": "a"}]}}
    patch = {
        "metadata": {"$deleteFromPrimitiveList/finalizers": ["e.com/a"]},
        "spec": {"containers": [{"name": "c"}, {"$patch": "replace"}]},
    }
    after = strategic_merge(before, patch, read_schema(36, "pod-v1"))
    assert after == {"metadata": {"finalizers": ["e.com/b"]}, "spec": {"containers": [{"name": "c"}]}}


def test_a_strategic_patch_merges_conditions_by_type_and_replaces_container_statuses():
    old = {"conditions": [{"type": "A", "status": "1", "reason": "r"}], "containerStatuses": [{"name": "a"}], "x": 1}
    new = {"conditions": [{"type": "B"}, {"type": "A", "status": "2"}], "containerStatuses": [{"name": "b"}], "x": None}
    assert strategic_merge(old, new, read_schema(36, "podstatus-v1")) == {
        "conditions": [{"type": "A", "status": "2", "reason": "r"}, {"type": "B"}],
        "containerStatuses": [{"name": "b"}],
    }


def test_of_several_items_of_one_key_the_first_is_merged_and_the_others_are_kept():
    before = {"ports": [{"port": 53, "protocol": "TCP"}, {"port": 80}, {"port": 53, "protocol": "UDP"}]}
    patch = {"ports": [{"port": 53, "name": "dns"}, {"port": 443}, {"port": 80, "$patch": "delete"}]}
    after = strategic_merge(before, patch, read_schema(36, "servicespec-v1"))
    assert after == {
        "ports": [{"port": 53, "protocol": "TCP", "name": "dns"}, {"port": 53, "protocol": "UDP"}, {"port": 443}]
    }


@pytest.mark.parametrize("item", [1, {"status": "True"}, None])
def test_an_item_without_the_merge_key_is_refused(item):
    with pytest.raises(BadPatch):
        strategic_merge({"conditions": []}, {"conditions": [item]}, read_schema(36, "podstatus-v1"))


def test_volumes_which_retain_keys_too_are_merged_by_name():
    before = {"volumes": [{"name": "a", "emptyDir": {}}, {"name": "b", "emptyDir": {}}]}
    patch = {"volumes": [{"$retainKeys": ["name", "secret"], "name": "b", "secret": {"secretName": "s"}}]}
    after = strategic_merge(before, patch, read_schema(36, "podspec-v1"))
    assert after == {"volumes": [{"name": "a", "emptyDir": {}}, {"name": "b", "secret": {"secretName": "s"}}]}


def test_a_quantity_which_no_schema_describes_is_replaced():
    before = {"emptyDir": {"sizeLimit": "1Gi", "medium": "Memory"}}
    after = strategic_merge(before, {"emptyDir": {"sizeLimit": "2Gi"}}, read_schema(36, "volume-v1"))
    assert after == {"emptyDir": {"sizeLimit": "2Gi", "medium": "Memory"}}
