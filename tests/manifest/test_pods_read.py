"""Every field that affects the lifecycle is in the configuration, with the defaults of Kubernetes."""

import pytest
from outcomes import Read

from podproof.spec.manifest import Setting, example, read
from podproof.spec.pod import state


def test_the_shipped_example_has_every_part_and_no_flaw() -> None:
    result = read([example()])
    [web] = result.pods
    assert result.problems == ()
    assert [(member.name, member.kind) for member in web.pod.members] == [
        ("wait-for-database", "init"), ("migrate", "init"), ("proxy", "sidecar"), ("app", "regular"),
    ]  # fmt: skip
    proxy, app = web.pod.members[2:]
    assert proxy.startup_probe and proxy.startup_probe.failure_threshold == 30
    assert app.startup_probe and app.liveness_probe and app.readiness_probe
    assert app.post_start == state.Hook("exec") and app.pre_stop == state.Hook("sleep", 5)


def test_a_pod_of_one_container_has_the_defaults_of_kubernetes(reading_container: Read) -> None:
    [web] = reading_container("livenessProbe: {exec: {command: [ok]}}").pods
    probe = state.Probe("exec", 0, 10, 1, 1, 3, None)
    assert web.pod == state.Pod("web", (state.Container("app", liveness_probe=probe),))


def test_a_pod_has_every_field_of_its_spec(reading_spec: Read) -> None:
    [web] = reading_spec(
        """
        restartPolicy: OnFailure
        terminationGracePeriodSeconds: 0
        activeDeadlineSeconds: 60
        shareProcessNamespace: true
        readinessGates: [{conditionType: example.com/ready}]
        schedulingGates: [{name: example.com/quota}]
        containers: [{name: app, image: app:1}]
        """
    ).pods
    assert web.pod._replace(members=()) == state.Pod(
        "web", (), restart_policy="OnFailure", grace_period=0, active_deadline=60, share_process_namespace=True,
        readiness_gates=("example.com/ready",), scheduling_gates=("example.com/quota",),
    )  # fmt: skip


def test_a_probe_has_every_field_of_the_manifest(reading_container: Read) -> None:
    [web] = reading_container(
        """
        startupProbe:
          grpc: {port: 9000}
          initialDelaySeconds: 1
          periodSeconds: 2
          timeoutSeconds: 3
          failureThreshold: 4
          terminationGracePeriodSeconds: 5
        readinessProbe: {tcpSocket: {port: 80}, successThreshold: 6}
        """
    ).pods
    [app] = web.pod.members
    assert app.startup_probe == state.Probe("grpc", 1, 2, 3, 1, 4, 5)
    assert app.readiness_probe == state.Probe("tcpSocket", success_threshold=6)


def test_a_zero_where_kubernetes_wants_a_positive_number_is_the_default(reading_container: Read) -> None:
    zeros = "{tcpSocket: {port: 80}, periodSeconds: 0, timeoutSeconds: 0, successThreshold: 0, failureThreshold: 0}"
    [web] = reading_container(f"livenessProbe: {zeros}").pods
    assert web.pod.members[0].liveness_probe == state.Probe("tcpSocket")


@pytest.mark.parametrize("handler", ["exec: {command: [x]}", "httpGet: {port: 80}", "tcpSocket: {port: 80}"])
def test_a_hook_may_have_each_handler(handler: str, reading_container: Read) -> None:
    [web] = reading_container(f"lifecycle: {{postStart: {{{handler}}}, preStop: {{{handler}}}}}").pods
    hook = state.Hook(handler.partition(":")[0])  # type: ignore[arg-type]
    assert (web.pod.members[0].post_start, web.pod.members[0].pre_stop) == (hook, hook)


def test_a_container_has_its_own_policy_and_rules(reading_container: Read) -> None:
    [web] = reading_container(
        """
        restartPolicy: Never
        restartPolicyRules:
        - {action: Restart, exitCodes: {operator: In, values: [42, 43]}}
        - {action: RestartAllContainers, exitCodes: {operator: NotIn, values: [0]}}
        """
    ).pods
    [app] = web.pod.members
    assert app.own_policy == "Never"
    assert app.exit_rules == (
        state.ExitRule("Restart", "In", (42, 43)), state.ExitRule("RestartAllContainers", "NotIn", (0,)),
    )  # fmt: skip


IMAGES = {
    "app": "Always",
    "app:latest": "Always",
    "app:1.2": "IfNotPresent",
    "registry:5000/app": "Always",
    "registry:5000/app:1": "IfNotPresent",
    "app@sha256:0123": "IfNotPresent",
    "app:latest@sha256:0123": "Always",
}


@pytest.mark.parametrize("image", IMAGES)
def test_the_tag_of_an_image_decides_whether_it_is_pulled(image: str, reading_spec: Read) -> None:
    [web] = reading_spec(f"containers: [{{name: app, image: '{image}'}}]").pods
    assert web.pod.members[0].image_pull_policy == IMAGES[image]


def test_the_manifest_overrides_the_tag(reading_container: Read) -> None:
    assert reading_container("imagePullPolicy: Never").pods[0].pod.members[0].image_pull_policy == "Never"


def test_null_equals_an_absent_field(reading_container: Read) -> None:
    [web] = reading_container("livenessProbe: ~\nrestartPolicy: ~\nlifecycle: {preStop: ~}").pods
    assert web.pod.members == (state.Container("app"),)


def test_every_setting_has_its_origin(reading_container: Read) -> None:
    [web] = reading_container("livenessProbe: {httpGet: {port: 80}, periodSeconds: 5}").pods
    assert {
        Setting("terminationGracePeriodSeconds", 30, "default"),
        Setting("containers[app].imagePullPolicy", "IfNotPresent", "default"),
        Setting("containers[app].livenessProbe.httpGet", "port 80", "manifest"),
        Setting("containers[app].livenessProbe.periodSeconds", 5, "manifest"),
        Setting("containers[app].livenessProbe.timeoutSeconds", 1, "default"),
        Setting("containers[app].readinessProbe", None, "default"),
    } <= set(web.effective)


def test_in_1_27_a_sidecar_is_a_plain_init_container_with_a_warning(reading_spec: Read) -> None:
    spec = """
        initContainers: [{name: proxy, image: proxy:1, restartPolicy: Always}]
        containers: [{name: app, image: app:1}]
        """
    result = reading_spec(spec, kubernetes=27)
    assert result.pods[0].pod.members[0] == state.Container("proxy", "init")
    assert "1.27 has no `restartPolicy`" in result.problems[0].message
    assert reading_spec(spec, kubernetes=28).pods[0].pod.members[0].kind == "sidecar"


def test_in_1_33_the_rules_of_a_container_are_dropped_with_a_warning(reading_container: Read) -> None:
    result = reading_container("restartPolicyRules: [{action: Restart}]", kubernetes=33)
    assert result.pods[0].pod.members[0].exit_rules == ()
    assert [problem.severity for problem in result.problems] == ["warning"]


def test_a_field_behind_a_feature_gate_is_read_as_if_the_gate_were_on(reading_container: Read) -> None:
    result = reading_container("livenessProbe: {grpc: {port: 9000}}", kubernetes=23)
    assert result.pods[0].pod.members[0].liveness_probe == state.Probe("grpc")
    assert "feature gate GRPCContainerProbe" in result.problems[0].message


@pytest.mark.parametrize("kubernetes", range(state.OLDEST, state.NEWEST + 1))
def test_a_simple_pod_is_the_same_in_every_version(kubernetes: int, reading_container: Read) -> None:
    result = reading_container("readinessProbe: {tcpSocket: {port: 80}}", kubernetes=kubernetes)
    assert result.problems == () and result.pods[0].pod.kubernetes == kubernetes
