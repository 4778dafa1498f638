"""Each validation of what a Pod has beside its containers refuses what it is for."""

import pytest
from outcomes import Read, refusals

APP = "containers: [{name: app, image: app:1}]"

PODS = {
    "a volume twice": (f"{APP}\nvolumes: [{{name: a}}, {{name: a}}]", "already taken"),
    "two sources of a volume": (f"{APP}\nvolumes: [{{name: a, emptyDir: {{}}, secret: {{}}}}]", "must not have both"),
    "a volume in capitals": (f"{APP}\nvolumes: [{{name: A}}]", "must not be `A`"),
    "a claim without name": (f"{APP}\nvolumes: [{{name: a, persistentVolumeClaim: {{}}}}]", "has no `claimName`"),
    "a mode above all": (
        f"{APP}\nvolumes: [{{name: a, secret: {{secretName: s, defaultMode: 512}}}}]",
        "must not be 512",
    ),
    "a key without path": (
        f"{APP}\nvolumes: [{{name: a, configMap: {{name: c, items: [{{key: k}}]}}}}]",
        "has no `path`",
    ),
    "a negative size": (f"{APP}\nvolumes: [{{name: a, emptyDir: {{sizeLimit: -1Gi}}}}]", "must not be negative"),
    "a path that goes up": (f"{APP}\nvolumes: [{{name: a, hostPath: {{path: /a/../b}}}}]", "path` must not be"),
    "two kinds of channel": (f"{APP}\nvolumes: [{{name: a, fc: {{}}}}]", "either targetWWNs or wwids"),
    "no secret of iSCSI": (
        f"{APP}\nvolumes: [{{name: a, iscsi: {{targetPortal: a, iqn: 'iqn.2001-04.com.x:y', chapAuthSession: true}}}}]",
        "uses CHAP, but has no secretRef",
    ),
    "no dataset": (f"{APP}\nvolumes: [{{name: a, flocker: {{}}}}]", "must have one of `datasetName`, `datasetUUID`"),
    "a file of an unknown field": (
        f"{APP}\nvolumes: [{{name: a, downwardAPI: {{items: [{{path: p, fieldRef: {{fieldPath: spec.x}}}}]}}}}]",
        "cannot refer to `spec.x`",
    ),
    "a file without source": (
        f"{APP}\nvolumes: [{{name: a, downwardAPI: {{items: [{{path: p}}]}}}}]",
        "must have one of",
    ),
    "two projections": (
        f"{APP}\nvolumes: [{{name: a, projected: {{sources: [{{secret: {{name: a}}, configMap: {{name: a}}}}]}}}}]",
        "must not have both `secret` and `configMap`",
    ),
    "a foreign stop signal": (
        "os: {name: windows}\ncontainers: [{name: a, image: a, lifecycle: {stopSignal: SIGHUP}}]",
        "has no signal `SIGHUP`",
    ),
    "an unknown system": (f"os: {{name: plan9}}\n{APP}", "os.name` must not be `plan9`"),
    "a resize policy of an init container": (
        "initContainers: [{name: a, image: a, "
        f"resizePolicy: [{{resourceName: cpu, restartPolicy: NotRequired}}]}}]\n{APP}",
        "must not have a resizePolicy",
    ),
    "a restart for a resize": (
        "restartPolicy: Never\ncontainers: [{name: a, image: a, "
        "resizePolicy: [{resourceName: cpu, restartPolicy: RestartContainer}]}]",
        "the restartPolicy of the Pod is Never",
    ),
    "a hostPort on the network of the node": (
        "hostNetwork: true\ncontainers: [{name: a, image: a, ports: [{containerPort: 80, hostPort: 81}]}]",
        "must equal its containerPort",
    ),
    "a toleration of nothing": (f"tolerations: [{{operator: Equal}}]\n{APP}", "its operator must be Exists"),
    "a toleration that ends": (
        f"tolerations: [{{key: a, effect: NoSchedule, tolerationSeconds: 5}}]\n{APP}",
        "its effect must be NoExecute",
    ),
    "a toleration with a value": (
        f"tolerations: [{{key: a, operator: Exists, value: b}}]\n{APP}",
        "tests only for existence and must not have a value",
    ),
    "a toleration of no value": (f"tolerations: [{{key: a, value: b c}}]\n{APP}", "`b c` is not a valid label value"),
    "no DNS server": (f"dnsPolicy: None\n{APP}", "must name a DNS server"),
    "a server that is none": (f"dnsConfig: {{nameservers: [dns]}}\n{APP}", "`dns` is not valid in the nameservers"),
    "four servers": (f"dnsConfig: {{nameservers: [1.1.1.1, 1.1.1.2, 1.1.1.3, 1.1.1.4]}}\n{APP}", "more than 3"),
    "users of its own": (f"hostUsers: false\nhostPID: true\n{APP}", "must not share namespaces of the node"),
    "domains without constraint": (
        f"topologySpreadConstraints: [{{maxSkew: 1, minDomains: 2, topologyKey: a, "
        f"whenUnsatisfiable: ScheduleAnyway}}]\n{APP}",
        "must be DoNotSchedule",
    ),
    "a constraint twice": (
        f"topologySpreadConstraints: [{{maxSkew: 1, topologyKey: a, whenUnsatisfiable: DoNotSchedule}}, "
        f"{{maxSkew: 2, topologyKey: a, whenUnsatisfiable: DoNotSchedule}}]\n{APP}",
        "already taken",
    ),
    "a node without values": (
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: "
        f"[{{matchExpressions: [{{key: a, operator: In}}]}}]}}}}}}\n{APP}",
        "needs values",
    ),
    "a node with needless values": (
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: "
        f"[{{matchExpressions: [{{key: a, operator: Exists, values: [b]}}]}}]}}}}}}\n{APP}",
        "tests only for existence and must not have values",
    ),
    "a node with two numbers": (
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: "
        f"[{{matchExpressions: [{{key: a, operator: Gt, values: ['1', '2']}}]}}]}}}}}}\n{APP}",
        "needs exactly one value",
    ),
    "a sysctl of the node": (
        f"hostNetwork: true\nsecurityContext: {{sysctls: [{{name: net.ipv4.tcp_syncookies, value: '1'}}]}}\n{APP}",
        "shares that namespace of the node",
    ),
    "a sysctl twice": (
        f"securityContext: {{sysctls: [{{name: kernel.sem}}, {{name: kernel.sem}}]}}\n{APP}",
        "already taken",
    ),
    "a claim of two kinds": (
        f"resourceClaims: [{{name: a, resourceClaimName: b, resourceClaimTemplateName: c}}]\n{APP}",
        "must not have both",
    ),
    "a resource claim twice": (
        f"resourceClaims: [{{name: a, resourceClaimName: b}}, {{name: a, resourceClaimName: c}}]\n{APP}",
        "already taken",
    ),
    "a bad node label": (f"nodeSelector: {{a: b c}}\n{APP}", "`b c` is not a valid label value"),
    "a bad host name": (f"hostname: a.b\n{APP}", "hostname` must not be `a.b`"),
}
"""What is wrong with the spec of a Pod, and a part of the message."""


@pytest.mark.parametrize("case", PODS)
def test_a_pod_is_refused_for(case: str, reading_spec: Read) -> None:
    spec, part = PODS[case]
    assert any(part in message for message in refusals(reading_spec(spec)))
