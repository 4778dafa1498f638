"""The last of equal keys counts, as for kubectl, and the repetition is a finding."""

import pytest
from outcomes import Read, only_warning

TWICE = "restartPolicy: Never\ncontainers: [{name: app, image: app:1}]\nrestartPolicy: OnFailure"


def test_a_repeated_key_is_a_warning_at_the_last_one_which_counts(reading_spec: Read) -> None:
    result = reading_spec(TWICE)
    assert only_warning(result).startswith("7:3 the key `restartPolicy` repeats that of line 5")
    assert (result.pods[0].pod.restart_policy, result.problems[0].rule) == ("OnFailure", "duplicate-key")


def test_a_repeated_key_of_json_is_a_warning_too(reading: Read) -> None:
    head = '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, '
    spec = '"spec":\n{"containers": [{"name": "a", "image": "b:1"}], "containers":\n[{"name": "c", "image": "d:1"}]}'
    result = reading(f"{head}{spec}}}", name="pod.json")
    assert only_warning(result).startswith("2:49 the key `containers` repeats that of line 2")
    assert [member.name for member in result.pods[0].pod.members] == ["c"]


def test_a_repeated_key_in_a_kind_that_makes_no_pods_is_nothing_of_ours(reading: Read) -> None:
    assert reading("apiVersion: example.com/v1\nkind: Widget\nspec: {size: 1, size: 2}\n").problems == ()


def test_a_repeated_label_is_found_where_names_are_free(reading: Read) -> None:
    labels = "labels: {app: a, app: b}"
    pod = f"apiVersion: v1\nkind: Pod\nmetadata: {{name: a, {labels}}}\nspec: {{containers: [{{name: a, image: b:1}}]}}"
    assert "the key `app` repeats" in only_warning(reading(pod))


@pytest.mark.parametrize(
    ("text", "period"), [("{<<: *probe, periodSeconds: 3}", 3), ("{periodSeconds: 3, <<: *probe}", 7)]
)
def test_a_merge_overwrites_the_keys_before_it_without_being_a_repetition(
    text: str, period: int, reading_container: Read
) -> None:
    probe = "livenessProbe: &probe {tcpSocket: {port: 80}, periodSeconds: 7}"
    result = reading_container(f"{probe}\nreadinessProbe: {text}")
    readiness = result.pods[0].pod.members[0].readiness_probe
    assert result.problems == () and readiness and readiness.period == period
