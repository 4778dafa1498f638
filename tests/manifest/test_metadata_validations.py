"""Each validation of the metadata of an object refuses what it is for."""

import pytest
from outcomes import Read, refusals

CASES = {
    "a label with a space": ("labels: {a: b c}", "`b c` is not a valid label value"),
    "a label with two domains": ("labels: {a/b/c: d}", "`a/b/c` is not a valid label name"),
    "an annotation with a space": ("annotations: {a b: c}", "`a b` is not a valid annotation name"),
    "annotations of 257 kB": (f"annotations: {{a: {'b' * 263_000}}}", "more than 262,144 characters"),
    "a finalizer without domain": ("finalizers: [backup]", "`backup` is not a valid finalizer name"),
    "an owner without UID": (
        "ownerReferences: [{apiVersion: v1, kind: Pod, name: a}]",
        "`metadata.ownerReferences[a]` has no `uid`",
    ),
    "a prefix in capitals": ("generateName: Web-", "`Web-` is not a valid generateName"),
}
"""What is wrong with the metadata of a Pod, and a part of the message."""

SPEC = "spec: {containers: [{name: app, image: app:1}]}"


@pytest.mark.parametrize("case", CASES)
def test_an_object_is_refused_only_for(case: str, reading: Read) -> None:
    metadata, part = CASES[case]
    [message] = refusals(reading(f"apiVersion: v1\nkind: Pod\nmetadata: {{name: web, {metadata}}}\n{SPEC}\n"))
    assert part in message


@pytest.mark.parametrize(
    "metadata", ["finalizers: [orphan, a.b/c]", "annotations: {A.b/c: d}", "labels: {a.b/C_d: ''}", "generateName: a-"]
)
def test_an_object_is_accepted_with(metadata: str, reading: Read) -> None:
    result = reading(f"apiVersion: v1\nkind: Pod\nmetadata: {{name: web, {metadata}}}\n{SPEC}\n")
    assert len(result.pods) == 1 and result.problems == ()


@pytest.mark.parametrize(("length", "pods"), [(52, 1), (53, 0)])
def test_the_name_of_a_cron_job_has_at_most_52_characters(length: int, pods: int, reading: Read) -> None:
    template = "{spec: {restartPolicy: Never, containers: [{name: app, image: app:1}]}}"
    spec = f"spec: {{schedule: '@daily', jobTemplate: {{spec: {{template: {template}}}}}}}"
    text = f"apiVersion: batch/v1\nkind: CronJob\nmetadata: {{name: {'a' * length}}}\n{spec}\n"
    assert len(reading(text).pods) == pods


def test_the_cost_of_deleting_a_pod_is_a_number(reading: Read) -> None:
    cost = "annotations: {controller.kubernetes.io/pod-deletion-cost: '%s'}"
    text = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {selector: {matchLabels: {a: b}}, "
    text += f"template: {{metadata: {{labels: {{a: b}}, {cost}}}, {SPEC}}}}}\n"
    assert len(reading(text.replace("%s", "-5")).pods) == 1
    assert "not a valid pod-deletion-cost" in refusals(reading(text.replace("%s", "1.5")))[0]
