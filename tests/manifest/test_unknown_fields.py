"""An unknown field is a warning with the intended field and the value that applies instead."""

import pytest
from outcomes import Read, only_error, only_warning

from podproof.spec.manifest import read

WARNINGS = {
    "livenessProbe: {tcpSocket: {port: 80}, periodSecond: 3}": (
        "8:44 unknown field `periodSecond` in `containers[app].livenessProbe`; "
        "did you mean `periodSeconds`? Kubernetes ignores it: periodSeconds stays at its default 10"
    ),
    "livenessProbe: {tcpSocket: {port: 80}, periodSeconds: 3, periodsecond: 4}": (
        "8:62 unknown field `periodsecond` in `containers[app].livenessProbe`; "
        "did you mean `periodSeconds`? Kubernetes ignores it: periodSeconds is 3, from line 8"
    ),
    "livenesProbe: {}": (
        "8:5 unknown field `livenesProbe` in `containers[app]`; "
        "did you mean `livenessProbe`? Kubernetes ignores it: livenessProbe is not set"
    ),
    "terminationGracePeriodSeconds: 5": (
        "8:5 unknown field `terminationGracePeriodSeconds` in `containers[app]`; "
        "it belongs in the spec of the Pod; here Kubernetes ignores it"
    ),
    "xyzzy: 5": (
        "8:5 unknown field `xyzzy` in `containers[app]`; Kubernetes ignores it; remove it, or correct its indentation"
    ),
    "volumeMount: []": (
        "8:5 unknown field `volumeMount` in `containers[app]`; did you mean `volumeMounts`? Kubernetes ignores it"
    ),
}


@pytest.mark.parametrize("fields", WARNINGS)
def test_an_unknown_field_of_a_container_is_a_warning(fields: str, reading_container: Read) -> None:
    assert only_warning(reading_container(fields)) == WARNINGS[fields]


def test_an_unknown_field_of_the_spec_names_the_spec(reading_spec: Read) -> None:
    text = only_warning(reading_spec("containers: [{name: app, image: app:1}]\nrestartpolicy: Never"))
    assert text.startswith("6:3 unknown field `restartpolicy` in the spec of the Pod; did you mean `restartPolicy`?")
    assert text.endswith("restartPolicy stays at its default Always")


def test_labels_may_have_any_name_and_the_status_anything(reading: Read) -> None:
    result = reading(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, labels: {xyzzy: a}, annotations: {"a/b": c}, managedFields: [{fieldsV1: {"f:a": {}}}]}
        spec:
          containers:
          - {name: app, image: "app:1", resources: {limits: {cpu: 1, memory: 1Gi, example.com/x: 2}}}
        status: {phase: 3, xyzzy: 4}
        """
    )  # fmt: skip
    assert result.problems == ()


TYPES = {
    "livenessProbe: {tcpSocket: {port: 80}, periodSeconds: '5'}": (
        "8:59 `containers[app].livenessProbe.periodSeconds` must be a whole number, not the text `5`"
    ),
    "livenessProbe: {tcpSocket: {port: 80}, periodSeconds: 5s}": "must be a whole number, not the text `5s`",
    "livenessProbe: {tcpSocket: {port: 80}, periodSeconds: 1.5}": "must be a whole number, not `1.5`",
    "livenessProbe: {tcpSocket: {port: 80}, periodSeconds: yes}": "must be a whole number, not `true`",
    "livenessProbe: {tcpSocket: {port: 80}, periodSeconds: 99999999999}": "must fit 32 bits, not `99999999999`",
    "livenessProbe: {exec: {command: ls}}": "command` must be a list, not the text `ls`",
    "livenessProbe: {exec: {command: [1]}}": "command[0]` must be a text, not `1`",
    "livenessProbe: []": "livenessProbe` must be a map, not a list",
    "livenessProbe: {tcpSocket: {port: []}}": "port` must be a text or a whole number, not a list",
    "env: [{name: A, value: on}]": "value` must be a text, not `true`",
    "imagePullPolicy: {}": "imagePullPolicy` must be a text, not a map",
    "stdin: 'true'": "stdin` must be true or false, not the text `true`",
}


@pytest.mark.parametrize("fields", TYPES)
def test_a_value_of_a_wrong_type_is_an_error(fields: str, reading_container: Read) -> None:
    errors = [problem for problem in reading_container(fields).problems if problem.severity == "error"]
    assert any(TYPES[fields] in f"{error.line}:{error.column} {error.message}" for error in errors)


@pytest.mark.parametrize("number", ["99999999999", "-99999999999", "1e99"])
def test_a_number_that_does_not_fit_is_one_error_though_its_field_restricts_it_further(number, reading_container):
    error = only_error(reading_container(f"livenessProbe: {{tcpSocket: {{port: 80}}, periodSeconds: {number}}}"))
    assert "must fit 32 bits" in error


def test_a_whole_number_may_be_written_with_a_point(reading_container: Read) -> None:
    [web] = reading_container("livenessProbe: {tcpSocket: {port: 80}, periodSeconds: 5.0}").pods
    assert web.pod.members[0].liveness_probe and web.pod.members[0].liveness_probe.period == 5


def test_a_misspelled_handler_is_both_unknown_and_missing(reading_container: Read) -> None:
    result = reading_container("livenessProbe: {httpget: {port: 80}}")
    assert [problem.severity for problem in result.problems] == ["error", "warning"]


def test_what_is_unknown_depends_on_the_version(reading_container: Read) -> None:
    stop = "lifecycle: {stopSignal: SIGUSR1}"
    assert "stopSignal" in only_warning(reading_container(stop, kubernetes=30))
    assert "does not name its operating system" in only_error(reading_container(stop, kubernetes=36))


def test_a_manifest_of_another_kind_is_not_checked(reading: Read) -> None:
    result = reading("apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {xyzzy: 1}\n")
    assert result == read([], kubernetes=36)._replace(skipped={"Service": 1}, files=1)


def test_a_misspelled_required_field_is_missing(reading_container: Read) -> None:
    result = reading_container("livenessProbe: {httpGet: {ports: 80}}")
    assert "has no `port`" in only_error(result._replace(problems=result.problems[:1]))
