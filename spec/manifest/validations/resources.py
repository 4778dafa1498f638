"""The validations of requests, limits and claims of resources."""

from collections.abc import Iterator
from decimal import Decimal

from podproof.spec.manifest.forms import is_qualified
from podproof.spec.manifest.place import Place, join
from podproof.spec.manifest.problems import Diagnostic, quoted, quoted_path
from podproof.spec.manifest.quantity import quantity
from podproof.spec.manifest.syntax import MappingNode
from podproof.spec.manifest.validations.containers import each_container
from podproof.spec.manifest.validations.notation import Unique, Validation, Validations

STANDARD = ("cpu", "memory", "ephemeral-storage")
HUGE = "hugepages-"

WHICH = ("limits", "requests")


def is_native(name: str) -> bool:
    """Return whether Kubernetes itself gives out a resource, not a plugin of the node."""
    return "/" not in name or "kubernetes.io/" in name


def may_be_overcommitted(name: str) -> bool:
    """Return whether containers may request less of a resource than they may use."""
    return is_native(name) and not name.startswith(HUGE)


def amounts(place: Place, which: str) -> dict[str, Decimal]:
    """Return the readable quantities of the limits or the requests."""
    node = place.get(which)
    entries = node.entries if isinstance(node, MappingNode) else {}
    found = {name: quantity(entry.node) for name, entry in entries.items()}
    return {name: amount for name, amount in found.items() if amount is not None}


def _where(place: Place, which: str, name: str) -> tuple[int, int]:
    node = place.get(which)
    return node.where(name) if isinstance(node, MappingNode) else place.where()


def wrong_amounts(place: Place) -> Iterator[Diagnostic]:
    """Yield the resources that have no valid name, and quantities that they cannot have."""
    for which in WHICH:
        for name, amount in amounts(place, which).items():
            where, path = _where(place, which, name), quoted_path(join(join(place.path, which), name))
            if not is_qualified(name) or ("/" not in name and name not in STANDARD and not name.startswith(HUGE)):
                message = f"{quoted(name)} is not a resource of containers"
                yield Diagnostic(*where, message, f"write {', '.join(STANDARD)} or a name with a domain")
            elif amount < 0:
                yield Diagnostic(*where, f"{path} must not be negative", "write a positive quantity")
            elif not is_native(name) and amount != amount.to_integral_value():
                yield Diagnostic(*where, f"{path} must be a whole number", "write a whole number")


def requests_above_limits(place: Place) -> Iterator[Diagnostic]:
    """Yield the requests that exceed their limits, or differ from them where they must not."""
    limits = amounts(place, "limits")
    for name, amount in amounts(place, "requests").items():
        where = _where(place, "requests", name)
        limit, path = limits.get(name), quoted_path(join(place.path, "requests"))
        if limit is None:
            if not may_be_overcommitted(name):
                message = f"{path} has {quoted(name)}, but no limit for it"
                yield Diagnostic(*where, message, "add the same quantity to the limits")
        elif amount > limit:
            message = f"{path} has more {quoted(name)} than the limit of line {_where(place, 'limits', name)[0]}"
            yield Diagnostic(*where, message, "request at most the limit")
        elif amount != limit and not may_be_overcommitted(name):
            yield Diagnostic(*where, f"the request and the limit of {quoted(name)} must be equal", "write the same")


def has_only_huge_pages(place: Place) -> bool:
    """Return whether a container wants huge pages without CPU and memory."""
    names = {name for which in WHICH for name in amounts(place, which)}
    return any(name.startswith(HUGE) for name in names) and not names & {"cpu", "memory"}


def missing_claims(spec: Place) -> Iterator[Diagnostic]:
    """Yield the claims of containers that the Pod does not have (validateResourceClaimNames)."""
    known = {each.text("name") for each in spec.each("resourceClaims", "PodResourceClaim")}
    for container in each_container(spec):
        resources = container.inner("resources", "ResourceRequirements")
        for claim in resources.each("claims", "ResourceClaim") if resources else ():
            if (name := claim.text("name")) and name not in known:
                message = f"the Pod has no resource claim {quoted(name)}"
                yield Diagnostic(*claim.where("name"), message, "add it to `resourceClaims`, or correct the name")


RESOURCE_VALIDATIONS = Validations(
    refused={
        "ResourceRequirements": (
            Validation(
                has_only_huge_pages,
                "",
                "{path} has huge pages, but neither cpu nor memory",
                "add a request of one of them",
                "ValidateContainerResourceRequirements",
            ),
        ),
    },
    unique={"ResourceRequirements": (Unique(("claims",), ("name", "request"), "validateResourceClaimNames"),)},
    checks={
        "PodSpec": (missing_claims,),
        "ResourceRequirements": (wrong_amounts, requests_above_limits),
    },
    inner={
        "Container": {"resources": "ResourceRequirements"},
        "PodSpec": {"resources": "ResourceRequirements"},
        "ResourceRequirements": {"claims": "ResourceClaim"},
    },
)
