"""Each validation of the owners of Pods refuses what it is for, and nothing beside it."""

import pytest
from outcomes import Read, refusals

TEMPLATE = "template: {metadata: {labels: {app: a}}, spec: {containers: [{name: app, image: app:1}]}}"
SELECTOR = "selector: {matchLabels: {app: a}}"
NEVER = "template: {spec: {restartPolicy: Never, containers: [{name: app, image: app:1}]}}"
INDEXED = f"completionMode: Indexed, completions: 3, {NEVER}"


def failing(rule: str, others: str = "") -> str:
    """Return a Job with a rule for failed Pods."""
    return f"{{{others}{NEVER}, podFailurePolicy: {{rules: [{rule}]}}}}"


OBJECTS = {
    "an empty selector": ("Deployment", f"{{selector: {{matchLabels: {{}}}}, {TEMPLATE}}}", "must not be empty"),
    "no selector": ("ReplicaSet", f"{{{TEMPLATE}}}", "has no `selector`"),
    "a foreign selector": ("StatefulSet", f"{{selector: {{matchLabels: {{app: b}}}}, {TEMPLATE}}}", "does not select"),
    "a foreign requirement": (
        "DaemonSet",
        f"{{selector: {{matchExpressions: [{{key: app, operator: NotIn, values: [a]}}]}}, {TEMPLATE}}}",
        "does not select",
    ),
    "a foreign map of labels": ("ReplicationController", f"{{selector: {{app: b}}, {TEMPLATE}}}", "does not select"),
    "an impatient deadline": (
        "Deployment",
        f"{{minReadySeconds: 60, progressDeadlineSeconds: 60, {SELECTOR}, {TEMPLATE}}}",
        "must be greater than minReadySeconds",
    ),
    "a default deadline that is too short": (
        "Deployment",
        f"{{minReadySeconds: 600, {SELECTOR}, {TEMPLATE}}}",
        "must be greater than minReadySeconds",
    ),
    "no Pod to move": (
        "Deployment",
        f"{{strategy: {{rollingUpdate: {{maxSurge: 0%, maxUnavailable: 0}}}}, {SELECTOR}, {TEMPLATE}}}",
        "must not both be 0",
    ),
    "a share that is none": (
        "Deployment",
        f"{{strategy: {{rollingUpdate: {{maxSurge: some}}}}, {SELECTOR}, {TEMPLATE}}}",
        "must not be `some`",
    ),
    "more than all": (
        "Deployment",
        f"{{strategy: {{rollingUpdate: {{maxUnavailable: 101%}}}}, {SELECTOR}, {TEMPLATE}}}",
        "more than 100 %",
    ),
    "a rolling recreation": (
        "Deployment",
        f"{{strategy: {{type: Recreate, rollingUpdate: {{}}}}, {SELECTOR}, {TEMPLATE}}}",
        "must not have rollingUpdate",
    ),
    "an unknown strategy": (
        "Deployment",
        f"{{strategy: {{type: Rolling}}, {SELECTOR}, {TEMPLATE}}}",
        "must not be `Rolling`",
    ),
    "fewer than no replicas": ("Deployment", f"{{replicas: -1, {SELECTOR}, {TEMPLATE}}}", "replicas` must not be -1"),
    "no daemon to move": (
        "DaemonSet",
        f"{{updateStrategy: {{rollingUpdate: {{maxUnavailable: 0}}}}, {SELECTOR}, {TEMPLATE}}}",
        "both be 0",
    ),
    "daemons that are added and lacking": (
        "DaemonSet",
        f"{{updateStrategy: {{rollingUpdate: {{maxSurge: 1}}}}, {SELECTOR}, {TEMPLATE}}}",
        "both be set",
    ),
    "no Pod that may lack": (
        "StatefulSet",
        f"{{updateStrategy: {{rollingUpdate: {{maxUnavailable: 0}}}}, {SELECTOR}, {TEMPLATE}}}",
        "must not be 0",
    ),
    "a policy for failed Pods that restart": (
        "Job",
        failing("{action: Ignore, onPodConditions: [{type: DisruptionTarget}]}").replace("Never", "OnFailure"),
        "a podFailurePolicy needs `restartPolicy: Never`",
    ),
    "a rule without requirement": ("Job", failing("{action: Count}"), "must have one of"),
    "a rule with two requirements": (
        "Job",
        failing("{action: Count, onPodConditions: [{type: A}], onExitCodes: {operator: In, values: [1]}}"),
        "must not have both",
    ),
    "exit code 0": ("Job", failing("{action: Count, onExitCodes: {operator: In, values: [0]}}"), "name exit code 0"),
    "exit codes in disorder": (
        "Job",
        failing("{action: Count, onExitCodes: {operator: In, values: [2, 1]}}"),
        "in ascending order",
    ),
    "256 exit codes": (
        "Job",
        failing(f"{{action: Count, onExitCodes: {{operator: In, values: {list(range(1, 257))}}}}}"),
        "than 255",
    ),
    "21 conditions": (
        "Job",
        failing(f"{{action: Count, onPodConditions: [{', '.join(['{type: A}'] * 21)}]}}"),
        "more than 20 cond",
    ),
    "21 rules": (
        "Job",
        failing(", ".join(["{action: Count, onPodConditions: [{type: A}]}"] * 21)),
        "more than 20 rules",
    ),
    "a foreign container": (
        "Job",
        failing("{action: Count, onExitCodes: {containerName: b, operator: In, values: [1]}}"),
        "have no such container",
    ),
    "an index that fails": (
        "Job",
        failing("{action: FailIndex, onPodConditions: [{type: A}]}"),
        "which needs backoffLimitPerIndex",
    ),
    "a replacement that is too early": (
        "Job",
        failing("{action: Count, onPodConditions: [{type: A}]}", "podReplacementPolicy: TerminatingOrFailed, "),
        "must be Failed",
    ),
    "indexes without number": ("Job", f"{{completionMode: Indexed, {NEVER}}}", "needs completions"),
    "too many Pods": ("Job", f"{{parallelism: 100001, {INDEXED}}}", "at most 100000"),
    "a limit of no index": ("Job", f"{{backoffLimitPerIndex: 1, {NEVER}}}", "backoffLimitPerIndex needs"),
    "failures of no index": ("Job", f"{{maxFailedIndexes: 1, {INDEXED}}}", "maxFailedIndexes needs"),
    "more failures than indexes": (
        "Job",
        f"{{maxFailedIndexes: 4, backoffLimitPerIndex: 1, {INDEXED}}}",
        "greater than completions",
    ),
    "a success without index": (
        "Job",
        f"{{successPolicy: {{rules: [{{succeededCount: 1}}]}}, {NEVER}}}",
        "successPolicy needs",
    ),
    "a selector of a Job": (
        "Job",
        f"{{selector: {{matchLabels: {{a: b}}}}, {NEVER}}}",
        "must not have a selector of its",
    ),
    "a foreign selector of a Job": (
        "Job",
        f"{{manualSelector: true, selector: {{matchLabels: {{a: b}}}}, {NEVER}}}",
        "does not select",
    ),
    "a selector in a CronJob": (
        "CronJob",
        f"{{schedule: '@daily', jobTemplate: {{spec: {{selector: {{matchLabels: {{a: b}}}}, {NEVER}}}}}}}",
        "the Job of a CronJob must not have a selector",
    ),
    "a schedule of four fields": (
        "CronJob",
        f"{{schedule: '* * * *', jobTemplate: {{spec: {{{NEVER}}}}}}}",
        "4 fields",
    ),
    "a schedule with a zone": (
        "CronJob",
        f"{{schedule: 'TZ=UTC 0 * * * *', jobTemplate: {{spec: {{{NEVER}}}}}}}",
        "names a time zone",
    ),
    "a local time zone": (
        "CronJob",
        f"{{schedule: '@daily', timeZone: Local, jobTemplate: {{spec: {{{NEVER}}}}}}}",
        "time zone",
    ),
    "an unknown time zone": (
        "CronJob",
        f"{{schedule: '@daily', timeZone: Europe/Zürich, jobTemplate: {{spec: {{{NEVER}}}}}}}",
        "Europe/Zürich` is not the name of a time zone",
    ),
    "an unknown concurrency": (
        "CronJob",
        f"{{schedule: '@daily', concurrencyPolicy: Never, jobTemplate: {{spec: {{{NEVER}}}}}}}",
        "`Never`",
    ),
}
"""What is wrong with the spec of an owner of Pods, its kind, and a part of the message."""

GROUPS = {"Job": "batch/v1", "CronJob": "batch/v1", "ReplicationController": "v1"}


def object_case(kind: str, spec: str, read: Read) -> list[str]:
    """Return what is said about an object of that kind with that spec."""
    head = f"apiVersion: {GROUPS.get(kind, 'apps/v1')}\nkind: {kind}\nmetadata: {{name: web}}\n"
    return refusals(read(f"{head}spec: {spec}\n"))


@pytest.mark.parametrize("case", OBJECTS)
def test_an_owner_is_refused_only_for(case: str, reading: Read) -> None:
    kind, spec, part = OBJECTS[case]
    [message] = object_case(kind, spec, reading)
    assert part in message
