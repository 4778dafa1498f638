"""YAML has the same values as in Kubernetes, which sends it to the API server as JSON."""

import pytest
from outcomes import Read, only_error

from podproof.spec.manifest import scalars, syntax
from podproof.spec.manifest.problems import Malformed

MEANINGS = {
    "yes": True, "On": True, "y": True, "no": False, "OFF": False, "true": True,
    "~": None, "null": None, "": None,
    "0": 0, "-12": -12, "010": 8, "0o17": 15, "0x1F": 31, "0b11": 3, "1_000": 1000,
    "1.5": 1.5, "1e3": 1000.0, ".5": 0.5, "09": 9.0,
    "1:30": "1:30", "2024-01-01": "2024-01-01", "5s": "5s", "-": "-", "+x": "+x", "1.2.3": "1.2.3",
}  # fmt: skip


@pytest.mark.parametrize("text", MEANINGS)
def test_a_plain_scalar_has_the_value_that_kubernetes_reads(text: str) -> None:
    assert scalars.plain(text) == MEANINGS[text]
    assert type(scalars.plain(text)) is type(MEANINGS[text])


def test_a_quoted_scalar_is_a_text() -> None:
    assert scalars.value("yes", None, False) == "yes"


def test_a_tag_overrides_the_form_of_a_scalar() -> None:
    [tree] = syntax.documents("[!!str 5, !!int 5, !Ref 5]")
    assert isinstance(tree, syntax.SequenceNode)
    assert [node.value for node in tree.items if isinstance(node, syntax.ScalarNode)] == ["5", 5, "5"]


def test_a_key_that_is_a_boolean_is_sent_as_a_text() -> None:
    [tree] = syntax.documents("on: 1\n5: 2\n")
    assert isinstance(tree, syntax.MappingNode) and list(tree.entries) == ["true", "5"]


def test_own_keys_override_merged_ones(reading: Read) -> None:
    pod = reading(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers:
          - name: app
            image: app:1
            livenessProbe: &probe
              tcpSocket: {port: 80}
              periodSeconds: 7
            readinessProbe:
              <<: *probe
              periodSeconds: 3
        """
    ).pods[0].pod  # fmt: skip
    app = pod.members[0]
    assert app.liveness_probe and app.liveness_probe.period == 7
    assert app.readiness_probe and app.readiness_probe[:3] == ("tcpSocket", 0, 3)


def test_a_date_as_name_stays_a_text(reading: Read) -> None:
    result = reading(
        "{apiVersion: v1, kind: Pod, metadata: {name: 2024-01-01}, spec: {containers: [{name: a, image: b:1}]}}"
    )
    assert result.pods[0].name == "2024-01-01"


def test_a_yes_as_name_is_not_a_text(reading: Read) -> None:
    result = reading("{apiVersion: v1, kind: Pod, metadata: {name: yes}, spec: {containers: [{name: a, image: b:1}]}}")
    assert only_error(result) == "1:46 `metadata.name` must be a text, not `true`"


def test_json_is_read_with_its_positions(reading: Read) -> None:
    head = '{"apiVersion": "v1",\n\t"kind": "Pod",\n\t"metadata": {"name": 5},\n'
    text = head + '\t"spec": {"containers": [{"name": "a", "image": "b:1"}]}}'
    assert only_error(reading(text, name="pod.json")) == "3:23 `metadata.name` must be a text, not `5`"


TREES = {
    "[001:db8::]": ["001:db8::"],
    "{a: b:}": {"a": "b:"},
    "[a:b, c::, d:,e]": ["a:b", "c::", "d:", "e"],
    '{"a":1,"b":[1],c::]: 2}': None,
    "{\"a\":1,'b':[x:]}": {"a": 1, "b": ["x:"]},
    "a: 0o17\nb: 1E3\nc: 1e400": {"a": 15, "b": 1000.0, "c": "1e400"},
    f"a: {'9' * 5000}\nb: 0x{'f' * 5000}": {"a": "9" * 5000, "b": "0x" + "f" * 5000},
    "a: !!binary aGVsbG8=\nb: !!str 5": {"a": "hello", "b": "5"},
    "<<: [{a: 1}, {a: 2, b: 3}]": {"a": 1, "b": 3},
    '{"a": "\\ud83d\\ude00 \\ud800"}': {"a": "\U0001f600 \ufffd"},
    '{"a": 1e3, "b": -0.5}': {"a": 1000.0, "b": -0.5},
    '{"%s": 1}' % ("k" * 2000): {"k" * 2000: 1},
    "a: 1 # c\r\nb: 2\r\n": {"a": 1, "b": 2},
    '"<<": {a: 1}': {"<<": {"a": 1}},
    "1: a\n1.0: b\n1.5: c": {"1": "b", "1.5": "c"},
    "a: !!int x": None,
    "a: !!float 5\nb: !!null ''\nc: !!bool yes": {"a": 5, "b": None, "c": True},
}


def value(node: syntax.Node) -> object:
    """Return the plain value of a tree."""
    if isinstance(node, syntax.ScalarNode):
        return node.value
    if isinstance(node, syntax.SequenceNode):
        return [value(item) for item in node.items]
    return {name: value(entry.node) for name, entry in node.entries.items()}


@pytest.mark.parametrize("text", TREES, ids=range(len(TREES)))
def test_a_text_has_the_value_that_kubectl_reads(text: str) -> None:
    if TREES[text] is None:
        with pytest.raises(Malformed):
            list(syntax.documents(text))
    else:
        assert [value(tree) for tree in syntax.documents(text)] == [TREES[text]]


POD = '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s"},"spec":{"containers":[{"name":"app","image":"x:1"}]}}'


@pytest.mark.parametrize("between", ["\n", "", " \n\n", "\n---\n", "\r\n"])
def test_json_objects_follow_one_another_as_a_watch_writes_them(between: str, reading: Read) -> None:
    result = reading(between.join(POD % name for name in ("a", "b", "c")), name="stream.json")
    assert [manifest.name for manifest in result.pods] == ["a", "b", "c"] and result.problems == ()
    lines = [1 + between.count("\n") * index for index in range(3)]
    assert [manifest.position.line for manifest in result.pods] == lines


def test_what_follows_json_and_is_none_is_read_as_yaml_with_its_own_lines(reading: Read) -> None:
    result = reading(POD % "a" + "\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: B}\nspec: {containers: []}\n")
    assert [problem.line for problem in result.problems] == [5, 6]


def test_many_json_objects_are_read_without_reading_the_text_again() -> None:
    assert sum(1 for _ in syntax.documents("{}" * 20_000)) == 20_000


@pytest.mark.parametrize("before", ["", "\n\n", "{}\n"])
def test_a_document_may_be_indented_as_a_whole(before: str) -> None:
    *_, tree = syntax.documents(f"{before}    kind: Pod\n    spec: {{}}\n")
    assert isinstance(tree, syntax.MappingNode) and list(tree.entries) == ["kind", "spec"]
    key = tree.entries["spec"].key
    assert (key.line, key.column) == (before.count("\n") + 2, 5)
