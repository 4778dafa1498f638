"""The validations of what Pods have beside their lifecycle: scheduling, network, security."""

from collections.abc import Iterator

from podproof.spec.manifest.forms import ADDRESS_FORM, LABEL_VALUE, SUBDOMAIN
from podproof.spec.manifest.place import Place
from podproof.spec.manifest.predicates import spec_of
from podproof.spec.manifest.problems import Diagnostic, quoted, quoted_path
from podproof.spec.manifest.syntax import ScalarNode
from podproof.spec.manifest.validations.labels import wrong_labels
from podproof.spec.manifest.validations.notation import Alternatives, Unique, Validation, Validations

MOST_SERVERS, MOST_SEARCHES = 3, 32


def tolerates_an_unnamed_taint(toleration: Place) -> bool:
    """Return whether a toleration names no taint although it compares a value."""
    return not toleration.text("key") and toleration.text("operator") != "Exists"


def tolerates_for_a_while_only(toleration: Place) -> bool:
    """Return whether a toleration ends although its taint evicts nobody."""
    return toleration.get("tolerationSeconds") is not None and toleration.text("effect") != "NoExecute"


def compares_existence(toleration: Place) -> bool:
    """Return whether a toleration of every value names one."""
    return toleration.text("operator") == "Exists" and bool(toleration.text("value"))


def tolerates_no_value(toleration: Place) -> bool:
    """Return whether the value of a toleration is not that of a label."""
    return toleration.text("operator") in ("", "Equal") and not LABEL_VALUE.fullmatch(toleration.text("value"))


def has_no_servers(spec: Place) -> bool:
    """Return whether a Pod without DNS policy names no DNS servers."""
    config = spec.inner("dnsConfig", "PodDNSConfig")
    return spec.text("dnsPolicy") == "None" and not (config and config.nodes("nameservers"))


def shares_the_node_with_own_users(spec: Place) -> bool:
    """Return whether a Pod with users of its own shares namespaces with the node."""
    own_users = spec.get("hostUsers") is not None and not spec.flag("hostUsers")
    return own_users and any(spec.flag(name) for name in ("hostNetwork", "hostPID", "hostIPC"))


def needs_a_missing_domain(constraint: Place) -> bool:
    """Return whether a constraint counts domains although it never prevents scheduling."""
    return constraint.get("minDomains") is not None and constraint.text("whenUnsatisfiable") != "DoNotSchedule"


def lacks_values(requirement: Place) -> bool:
    """Return whether a requirement compares with values and names none."""
    return requirement.text("operator") in ("In", "NotIn") and not requirement.nodes("values")


def has_needless_values(requirement: Place) -> bool:
    """Return whether a requirement of existence names values."""
    return requirement.text("operator") in ("Exists", "DoesNotExist") and bool(requirement.nodes("values"))


def has_not_one_number(requirement: Place) -> bool:
    """Return whether a comparison of numbers does not name exactly one."""
    return requirement.text("operator") in ("Gt", "Lt") and len(requirement.nodes("values")) != 1


def lacks_a_profile(profile: Place) -> bool:
    """Return whether a profile of the node has no name, or another profile has one."""
    return (profile.text("type") == "Localhost") != bool(profile.text("localhostProfile"))


def sets_a_sysctl_of_the_node(sysctl: Place) -> bool:
    """Return whether a sysctl of the network or of IPC is set although the Pod has those of the node."""
    spec, name = spec_of(sysctl), sysctl.text("name").replace("/", ".")
    of_ipc = name.startswith(("kernel.shm", "kernel.msg", "fs.mqueue.")) or name == "kernel.sem"
    return (of_ipc and spec.flag("hostIPC")) or (name.startswith("net.") and spec.flag("hostNetwork"))


def wrong_addresses(config: Place) -> Iterator[Diagnostic]:
    """Yield the DNS servers and search domains that are none, or too many."""
    for field, most in (("nameservers", MOST_SERVERS), ("searches", MOST_SEARCHES)):
        if len(config.nodes(field)) > most:
            yield Diagnostic(
                *config.where(field), f"{quoted_path(config.path)} has more than {most} {field}", "remove some"
            )
        for node in config.nodes(field):
            text = node.value if isinstance(node, ScalarNode) and isinstance(node.value, str) else None
            if text is not None and not _is_known(field, text):
                message = f"{quoted(text)} is not valid in the {field} of {quoted_path(config.path)}"
                yield Diagnostic(node.line, node.column, message, "write an address" if most == 3 else "write a domain")


def _is_known(field: str, text: str) -> bool:
    if field == "nameservers":
        return bool(ADDRESS_FORM.accepts(text))
    return text == "." or SUBDOMAIN.fullmatch(text.removesuffix(".").replace("_", "-").strip("-")) is not None


REQUIREMENTS = (
    Validation(
        lacks_values,
        "values",
        "the operator of {path} needs values",
        "add `values:`",
        "ValidateNodeSelectorRequirement",
    ),
    Validation(
        has_needless_values,
        "values",
        "{path} tests only for existence and must not have values",
        "remove them",
        "ValidateNodeSelectorRequirement",
    ),
)

PROFILE = Validation(
    lacks_a_profile,
    "localhostProfile",
    "{path} must have a localhostProfile if, and only if, its type is Localhost",
    "correct the type or the profile",
    "validateSeccompProfileField, validateAppArmorProfileField",
)

POD_VALIDATIONS = Validations(
    refused={
        "PodSpec": (
            Validation(
                has_no_servers,
                "dnsPolicy",
                "with dnsPolicy None a Pod must name a DNS server",
                "add `dnsConfig:` with nameservers",
                "validatePodDNSConfig",
            ),
            Validation(
                shares_the_node_with_own_users,
                "hostUsers",
                "a Pod with hostUsers false must not share namespaces of the node",
                "remove hostNetwork, hostPID and hostIPC",
                "validateHostUsers",
            ),
        ),
        "Toleration": (
            Validation(
                tolerates_an_unnamed_taint,
                "operator",
                "{path} has no key, so its operator must be Exists",
                "add a key, or write `operator: Exists`",
                "ValidateTolerations",
            ),
            Validation(
                tolerates_for_a_while_only,
                "tolerationSeconds",
                "{path} has tolerationSeconds, so its effect must be NoExecute",
                "remove them, or write `effect: NoExecute`",
                "ValidateTolerations",
            ),
            Validation(
                compares_existence,
                "value",
                "{path} tests only for existence and must not have a value",
                "remove it, or write `operator: Equal`",
                "ValidateTolerations",
            ),
            Validation(
                tolerates_no_value, "value", "{value} is not a valid label value", "correct it", "ValidateTolerations"
            ),
        ),
        "TopologySpreadConstraint": (
            Validation(
                needs_a_missing_domain,
                "minDomains",
                "{path} has minDomains, so whenUnsatisfiable must be DoNotSchedule",
                "remove them, or write `whenUnsatisfiable: DoNotSchedule`",
                "validateTopologySpreadConstraints",
            ),
        ),
        "NodeSelectorRequirement": (
            *REQUIREMENTS,
            Validation(
                has_not_one_number,
                "values",
                "the operator of {path} compares numbers and needs exactly one value",
                "write one",
                "ValidateNodeSelectorRequirement",
            ),
        ),
        "LabelSelectorRequirement": REQUIREMENTS,
        "SeccompProfile": (PROFILE,),
        "AppArmorProfile": (PROFILE,),
        "Sysctl": (
            Validation(
                sets_a_sysctl_of_the_node,
                "name",
                "{value} must not be set in a Pod that shares that namespace of the node",
                "remove it, or remove hostNetwork or hostIPC",
                "validateSysctls",
            ),
        ),
    },
    unique={
        "PodSpec": (
            Unique(("resourceClaims",), ("name",), "validatePodResourceClaims"),
            Unique(
                ("topologySpreadConstraints",),
                ("topologyKey", "whenUnsatisfiable"),
                "ValidateSpreadConstraintNotRepeat",
            ),
        ),
        "PodSecurityContext": (Unique(("sysctls",), ("name",), "validateSysctls"),),
    },
    alternatives={
        "PodResourceClaim": Alternatives(
            ("resourceClaimName", "resourceClaimTemplateName"), True, "validatePodResourceClaim"
        ),
    },
    checks={
        "PodSpec": (lambda spec: wrong_labels(spec, "nodeSelector"),),
        "PodDNSConfig": (wrong_addresses,),
        "LabelSelector": (lambda selector: wrong_labels(selector, "matchLabels"),),
    },
    inner={
        "PodSpec": {
            "securityContext": "PodSecurityContext",
            "affinity": "Affinity",
            "tolerations": "Toleration",
            "topologySpreadConstraints": "TopologySpreadConstraint",
            "hostAliases": "HostAlias",
            "dnsConfig": "PodDNSConfig",
            "resourceClaims": "PodResourceClaim",
        },
        "PodSecurityContext": {
            "sysctls": "Sysctl",
            "seccompProfile": "SeccompProfile",
            "appArmorProfile": "AppArmorProfile",
        },
        "PodDNSConfig": {"options": "PodDNSConfigOption"},
        "TopologySpreadConstraint": {"labelSelector": "LabelSelector"},
        "LabelSelector": {"matchExpressions": "LabelSelectorRequirement"},
        "Affinity": {
            "nodeAffinity": "NodeAffinity",
            "podAffinity": "PodAffinity",
            "podAntiAffinity": "PodAffinity",
        },
        "NodeAffinity": {
            "requiredDuringSchedulingIgnoredDuringExecution": "NodeSelector",
            "preferredDuringSchedulingIgnoredDuringExecution": "PreferredSchedulingTerm",
        },
        "NodeSelector": {"nodeSelectorTerms": "NodeSelectorTerm"},
        "PreferredSchedulingTerm": {"preference": "NodeSelectorTerm"},
        "NodeSelectorTerm": {
            "matchExpressions": "NodeSelectorRequirement",
            "matchFields": "NodeSelectorRequirement",
        },
        "PodAffinity": {
            "requiredDuringSchedulingIgnoredDuringExecution": "PodAffinityTerm",
            "preferredDuringSchedulingIgnoredDuringExecution": "WeightedPodAffinityTerm",
        },
        "WeightedPodAffinityTerm": {"podAffinityTerm": "PodAffinityTerm"},
        "PodAffinityTerm": {"labelSelector": "LabelSelector", "namespaceSelector": "LabelSelector"},
    },
)
