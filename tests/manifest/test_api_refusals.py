"""A refusal of the API server is an error at the wrong value, and prevents the Pod."""

import pytest
from outcomes import Read, only_error

PROBE = "tcpSocket: {port: 80}"
RULE = "action: Restart, exitCodes: {operator: In, values: [1]}"

CONTAINERS = {
    "a liveness probe that wants two successes": (
        f"livenessProbe: {{{PROBE}, successThreshold: 2}}",
        "8:62 the successThreshold of `containers[app].livenessProbe` must be 1, not `2`",
    ),
    "a startup probe that wants two successes": (f"startupProbe: {{{PROBE}, successThreshold: 2}}", "must be 1, not"),
    "a negative delay": (f"livenessProbe: {{{PROBE}, initialDelaySeconds: -1}}", "initialDelaySeconds` must not be -1"),
    "a negative period": (f"livenessProbe: {{{PROBE}, periodSeconds: -1}}", "periodSeconds` must not be -1"),
    "a negative timeout": (f"livenessProbe: {{{PROBE}, timeoutSeconds: -1}}", "timeoutSeconds` must not be -1"),
    "a negative threshold": (f"livenessProbe: {{{PROBE}, failureThreshold: -1}}", "failureThreshold` must not be -1"),
    "a probe without grace": (
        f"livenessProbe: {{{PROBE}, terminationGracePeriodSeconds: 0}}",
        "terminationGracePeriodSeconds` must not be 0",
    ),
    "a readiness probe with a grace": (
        f"readinessProbe: {{{PROBE}, terminationGracePeriodSeconds: 5}}",
        "`containers[app].readinessProbe` must not have terminationGracePeriodSeconds",
    ),
    "a probe without handler": ("livenessProbe: {periodSeconds: 5}", "exactly one handler, not none"),
    "a probe with two handlers": (
        f"livenessProbe: {{{PROBE}, exec: {{command: [a]}}}}",
        "exactly one handler, not exec and tcpSocket",
    ),
    "a hook without handler": ("lifecycle: {preStop: {}}", "exactly one handler, not none"),
    "a hook with two handlers": (
        f"lifecycle: {{preStop: {{{PROBE}, sleep: {{seconds: 1}}}}}}",
        "exactly one handler, not tcpSocket and sleep",
    ),
    "a command without texts": ("livenessProbe: {exec: {}}", "`containers[app].livenessProbe.exec` has no `command`"),
    "a port that does not exist": ("livenessProbe: {tcpSocket: {port: 65536}}", "port` must not be 65536"),
    "a number as the name of a port": ("livenessProbe: {httpGet: {port: '80'}}", "not a valid port name"),
    "no port": ("livenessProbe: {httpGet: {}}", "`containers[app].livenessProbe.httpGet` has no `port`"),
    "an unknown scheme": ("livenessProbe: {httpGet: {port: 80, scheme: http}}", "scheme` must not be `http`"),
    "a sleep longer than the grace": (
        "lifecycle: {preStop: {sleep: {seconds: 31}}}",
        "sleeps 31 s, longer than the grace period of 30 s",
    ),
    "a negative sleep": ("lifecycle: {preStop: {sleep: {seconds: -1}}}", "cannot sleep -1 s"),
    "a policy that does not exist": ("restartPolicy: Sometimes", "restartPolicy` must not be `Sometimes`"),
    "a pull policy that does not exist": ("imagePullPolicy: Later", "imagePullPolicy` must not be `Later`"),
    "rules without a policy": (f"restartPolicyRules: [{{{RULE}}}]", "has restartPolicyRules but no restartPolicy"),
    "twenty-one rules": (
        f"restartPolicy: Never\nrestartPolicyRules: [{', '.join([f'{{{RULE}}}'] * 21)}]",
        "more than 20 restartPolicyRules",
    ),
    "256 exit codes": (
        "restartPolicy: Never\nrestartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: "
        f"{list(range(256))}}}}}]",
        "more than 255 values",
    ),
    "a rule without exit codes": ("restartPolicy: Never\nrestartPolicyRules: [{action: Restart}]", "has no exitCodes"),
    "an action that does not exist": (
        f"restartPolicy: Never\nrestartPolicyRules: [{{{RULE.replace('Restart', 'Stop')}}}]",
        "action` must not be `Stop`",
    ),
    "an operator that does not exist": (
        f"restartPolicy: Never\nrestartPolicyRules: [{{{RULE.replace('In', 'Is')}}}]",
        "operator` must not be `Is`",
    ),
}


@pytest.mark.parametrize("case", CONTAINERS)
def test_a_container_is_refused_for(case: str, reading_container: Read) -> None:
    fields, expected = CONTAINERS[case]
    assert expected in only_error(reading_container(fields))


APP = "containers: [{name: app, image: app:1}]"

SPECS = {
    "a deadline of no time": (f"activeDeadlineSeconds: 0\n{APP}", "5:26 `activeDeadlineSeconds` must not be 0"),
    "a policy that does not exist": (f"restartPolicy: always\n{APP}", "5:18 `restartPolicy` must not be `always`"),
    "no containers": ("restartPolicy: Always", "5:3 a Pod needs at least one container"),
    "null containers": ("containers: ~", "5:15 a Pod needs at least one container"),
    "an empty list of containers": ("containers: []", "5:3 a Pod needs at least one container"),
    "a number of containers": ("containers: 3", "5:15 `containers` must be a list, not `3`"),
    "an empty container": ("containers:\n- name: app\n  image: app:1\n- ", "8:4 item 2 of `containers` is empty"),
    "a container without name": ("containers: [{image: app:1}]", "`containers[0]` has no `name`"),
    "an empty name": ("containers: [{name: '', image: a:1}]", "`containers[0]` has no `name`"),
    "a container without image": ("containers: [{name: app}]", "`containers[app]` has no `image`"),
    "a name in capitals": ("containers: [{name: App, image: a:1}]", "`containers[App].name` must not be `App`"),
    "a name of 64 letters": (f"containers: [{{name: {'a' * 64}, image: a:1}}]", "must not be `aaa"),
    "the same name twice": (
        "containers:\n- {name: app, image: a:1}\n- {name: app, image: a:1}",
        "7:12 the name `app` of `containers[app]` is already taken on line 6",
    ),
    "the name of an init container": (f"initContainers: [{{name: app, image: a:1}}]\n{APP}", "already taken on line 5"),
    "ephemeral containers": (f"{APP}\nephemeralContainers: [{{name: b, image: b:1}}]", "6:3 a manifest must not have"),
    "a probe of an init container": (
        f"initContainers: [{{name: a, image: a:1, livenessProbe: {{{PROBE}}}}}]\n{APP}",
        "the init container `initContainers[a]` must not have a livenessProbe",
    ),
    "a hook of an init container": (
        f"initContainers: [{{name: a, image: a:1, lifecycle: {{preStop: {{{PROBE}}}}}}}]\n{APP}",
        "must not have a lifecycle",
    ),
    "a readiness gate without a proper name": (
        f"readinessGates: [{{conditionType: a b}}]\n{APP}",
        "not a valid condition type",
    ),
    "a scheduling gate without a proper name": (
        f"schedulingGates: [{{name: -/a}}]\n{APP}",
        "not a valid name for a scheduling gate",
    ),
    "the same scheduling gate twice": (f"schedulingGates: [{{name: a}}, {{name: a}}]\n{APP}", "already taken"),
    "a scheduling gate and a node": (f"schedulingGates: [{{name: a}}]\nnodeName: node-1\n{APP}", "6:13 a Pod with"),
    "two process namespaces": (f"shareProcessNamespace: true\nhostPID: true\n{APP}", "must not both be true"),
}


@pytest.mark.parametrize("case", SPECS)
def test_a_pod_is_refused_for(case: str, reading_spec: Read) -> None:
    spec, expected = SPECS[case]
    assert expected in only_error(reading_spec(spec))


OBJECTS = {
    "no name": ("metadata: {}\nspec: {CONTAINERS}", "3:11 the object has no name"),
    "no metadata": ("spec: {CONTAINERS}", "1:1 the object has no name"),
    "a name in capitals": ("metadata: {name: Web}\nspec: {CONTAINERS}", "3:18 `Web` is not a valid name"),
    "a namespace with dots": ("metadata: {name: a, namespace: b.c}\nspec: {CONTAINERS}", "is not a valid namespace"),
    "no spec": ("metadata: {name: web}", "1:1 a Pod needs at least one container"),
    "a null spec": ("metadata: {name: web}\nspec: ~", "1:1 a Pod needs at least one container"),
}


@pytest.mark.parametrize("case", OBJECTS)
def test_an_object_is_refused_for(case: str, reading: Read) -> None:
    text, expected = OBJECTS[case]
    assert expected in only_error(reading("apiVersion: v1\nkind: Pod\n" + text.replace("CONTAINERS", APP)))


def test_a_spec_that_is_a_number_has_the_wrong_type_and_no_containers(reading: Read) -> None:
    result = reading("apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: 3\n")
    assert [problem.message for problem in result.problems] == [
        "a Pod needs at least one container", "`spec` must be a map, not `3`",
    ]  # fmt: skip


def test_a_sidecar_may_have_what_a_plain_init_container_must_not(reading_spec: Read) -> None:
    spec = f"initContainers: [{{name: a, image: a:1, restartPolicy: Always, livenessProbe: {{{PROBE}}}}}]\n{APP}"
    assert reading_spec(spec).problems == ()


def test_a_sleep_of_no_time_is_refused_until_1_32(reading_container: Read) -> None:
    sleep = "lifecycle: {preStop: {sleep: {seconds: 0}}}"
    assert "refuses a sleep of 0 s" in only_error(reading_container(sleep, kubernetes=31))
    assert reading_container(sleep, kubernetes=32).problems == ()


def test_a_policy_of_a_regular_container_is_refused_from_1_28_to_1_33(reading_container: Read) -> None:
    result = reading_container("restartPolicy: Always", kubernetes=33)
    assert "Kubernetes 1.33 refuses the restartPolicy `Always`" in only_error(result)
    assert len(reading_container("restartPolicy: Always", kubernetes=34).pods) == 1
    assert len(reading_container("restartPolicy: Always", kubernetes=27).pods) == 1


def test_all_containers_restart_together_only_from_1_35_on(reading_container: Read) -> None:
    fields = f"restartPolicy: Never\nrestartPolicyRules: [{{{RULE.replace('Restart', 'RestartAllContainers')}}}]"
    result = reading_container(fields, kubernetes=34)
    assert "refuses the action `RestartAllContainers`" in result.problems[-1].message
    assert len(reading_container(fields, kubernetes=35).pods) == 1


def test_several_diagnostics_are_reported_in_the_order_of_their_lines(reading_spec: Read) -> None:
    result = reading_spec("activeDeadlineSeconds: 0\ncontainers: [{name: App}]\nrestartPolicy: never")
    assert [problem.line for problem in result.problems] == [5, 6, 6, 7]
    assert {problem.pod for problem in result.problems} == {"web"}
