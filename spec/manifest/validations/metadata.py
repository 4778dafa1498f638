"""The validations of names, labels, annotations, finalizers and owners of objects."""

from collections.abc import Iterator

from podproof.spec.manifest.forms import LABEL, SUBDOMAIN, is_qualified
from podproof.spec.manifest.place import Place
from podproof.spec.manifest.problems import RENDER_HELM, Diagnostic, quoted
from podproof.spec.manifest.syntax import ScalarNode
from podproof.spec.manifest.validations.labels import wrong_annotations, wrong_labels
from podproof.spec.manifest.validations.notation import Validations

LONGEST_CRONJOB = 52
"""The longest name of a CronJob: its Jobs add a number of 11 characters (ValidateCronJobCreate)."""

FINALIZERS = frozenset({"kubernetes", "orphan", "foregroundDeletion"})
"""The finalizers that need no domain."""

DELETION_COST = "controller.kubernetes.io/pod-deletion-cost"


def wrong_names(metadata: Place) -> Iterator[Diagnostic]:
    """Yield the mistakes in the name and the namespace of an object (ValidateObjectMeta)."""
    name, namespace, prefix = metadata.text("name"), metadata.text("namespace"), metadata.text("generateName")
    if metadata.get("name") is None and not prefix:
        yield Diagnostic(*metadata.where("name"), "the object has no name", "add `metadata.name`")
    if name and not SUBDOMAIN.fullmatch(name):
        yield _bad_name(metadata, "name", name, "at most 253 of a-z, 0-9, and inner `-` and `.`")
    elif metadata.owner.name == "CronJob" and len(name) > LONGEST_CRONJOB:
        yield _bad_name(metadata, "name", name, f"at most {LONGEST_CRONJOB} characters for a CronJob")
    if prefix and not SUBDOMAIN.fullmatch(prefix.removesuffix("-") + "a"):
        yield _bad_name(metadata, "generateName", prefix, "a-z, 0-9, `-` and `.`")
    if namespace and not LABEL.fullmatch(namespace):
        yield _bad_name(metadata, "namespace", namespace, "at most 63 of a-z, 0-9 and inner `-`")


def _bad_name(metadata: Place, key: str, name: str, allowed: str) -> Diagnostic:
    advice = RENDER_HELM if "{{" in name else f"use {allowed}"
    return Diagnostic(*metadata.where(key), f"{quoted(name)} is not a valid {key}", advice)


def wrong_finalizers(metadata: Place) -> Iterator[Diagnostic]:
    """Yield the finalizers without a domain that Kubernetes does not know (validateKubeFinalizerName)."""
    for node in metadata.nodes("finalizers"):
        name = node.value if isinstance(node, ScalarNode) else None
        if isinstance(name, str) and not (is_qualified(name) and ("/" in name or name in FINALIZERS)):
            message = f"{quoted(name)} is not a valid finalizer name"
            yield Diagnostic(node.line, node.column, message, "write one like `example.com/backup`")


def wrong_deletion_cost(metadata: Place) -> Iterator[Diagnostic]:
    """Yield the cost of deleting a Pod that is not a number of 32 bits (ValidatePodSpecificAnnotations)."""
    annotations = metadata.inner("annotations", "")
    cost = annotations.text(DELETION_COST) if annotations else ""
    if annotations and cost and not _is_cost(cost):
        message = f"{quoted(cost)} is not a valid pod-deletion-cost"
        yield Diagnostic(*annotations.where(DELETION_COST), message, "write a whole number")


def _is_cost(text: str) -> bool:
    digits = text.removeprefix("-")
    is_plain = digits.isascii() and digits.isdecimal() and (digits == "0" or not digits.startswith("0"))
    return is_plain and len(digits) <= 10 and -(2**31) <= int(text) < 2**31


METADATA_VALIDATIONS = Validations(
    checks={
        "ObjectMeta": (
            wrong_names,
            lambda metadata: wrong_labels(metadata, "labels"),
            wrong_annotations,
            wrong_finalizers,
        ),
        "TemplateMeta": (lambda metadata: wrong_labels(metadata, "labels"), wrong_annotations, wrong_deletion_cost),
    },
    inner={"ObjectMeta": {"ownerReferences": "OwnerReference"}},
)
