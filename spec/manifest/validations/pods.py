"""The validations of what Pods have beside lifecycle and scheduling: network, security, resource claims."""

from collections.abc import Iterator

from podproof.spec.manifest.forms import ADDRESS_FORM, SUBDOMAIN
from podproof.spec.manifest.place import Place
from podproof.spec.manifest.predicates import spec_of
from podproof.spec.manifest.problems import Diagnostic, quoted, quoted_path
from podproof.spec.manifest.syntax import ScalarNode
from podproof.spec.manifest.validations.notation import Alternatives, Unique, Validation, Validations

MOST_SERVERS, MOST_SEARCHES = 3, 32


def has_no_servers(spec: Place) -> bool:
    """Return whether a Pod without DNS policy names no DNS servers."""
    config = spec.inner("dnsConfig", "PodDNSConfig")
    return spec.text("dnsPolicy") == "None" and not (config and config.nodes("nameservers"))


def shares_the_node_with_own_users(spec: Place) -> bool:
    """Return whether a Pod with users of its own shares namespaces with the node."""
    own_users = spec.get("hostUsers") is not None and not spec.flag("hostUsers")
    return own_users and any(spec.flag(name) for name in ("hostNetwork", "hostPID", "hostIPC"))


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
        "PodSpec": (Unique(("resourceClaims",), ("name",), "validatePodResourceClaims"),),
        "PodSecurityContext": (Unique(("sysctls",), ("name",), "validateSysctls"),),
    },
    alternatives={
        "PodResourceClaim": Alternatives(
            ("resourceClaimName", "resourceClaimTemplateName"), True, "validatePodResourceClaim"
        ),
    },
    checks={
        "PodDNSConfig": (wrong_addresses,),
    },
    inner={
        "PodSpec": {
            "securityContext": "PodSecurityContext",
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
    },
)
