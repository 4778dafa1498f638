"""The validations of labels, annotations and selectors."""

from collections.abc import Iterator, Mapping

from podproof.spec.manifest.forms import LABEL_VALUE, LABEL_VALUE_FORM, QUALIFIED_FORM, is_qualified
from podproof.spec.manifest.place import Place
from podproof.spec.manifest.problems import Diagnostic, quoted
from podproof.spec.manifest.syntax import MappingNode, ScalarNode

LARGEST_ANNOTATIONS = 256 * 1024
"""How many characters the annotations of an object may have together (ValidateAnnotationsSize)."""


def entries(place: Place, field: str) -> Mapping[str, str]:
    """Return the texts of a map of texts."""
    node = place.get(field)
    return {name: node.text(name) for name in node.entries} if isinstance(node, MappingNode) else {}


def wrong_labels(place: Place, field: str) -> Iterator[Diagnostic]:
    """Yield the names and values of labels that have not their form (ValidateLabels)."""
    node = place.get(field)
    for name, (key, value) in node.entries.items() if isinstance(node, MappingNode) else ():
        if not is_qualified(name):
            yield Diagnostic(key.line, key.column, f"{quoted(name)} is not a valid label name", QUALIFIED_FORM.advice)
        text = value.value if isinstance(value, ScalarNode) and isinstance(value.value, str) else ""
        if not LABEL_VALUE.fullmatch(text):
            message = f"{quoted(text)} is not a valid label value"
            yield Diagnostic(value.line, value.column, message, LABEL_VALUE_FORM.advice)


def wrong_annotations(metadata: Place) -> Iterator[Diagnostic]:
    """Yield the names of annotations that have not their form, and annotations that are too large together."""
    node = metadata.get("annotations")
    if not isinstance(node, MappingNode):
        return
    for name, entry in node.entries.items():
        if not is_qualified(name.lower()):
            message = f"{quoted(name)} is not a valid annotation name"
            yield Diagnostic(entry.key.line, entry.key.column, message, QUALIFIED_FORM.advice)
    if sum(len(name) + len(node.text(name)) for name in node.entries) > LARGEST_ANNOTATIONS:
        message = f"the annotations have more than {LARGEST_ANNOTATIONS:,} characters"
        yield Diagnostic(*metadata.where("annotations"), message, "put the text into a ConfigMap")


def selects(selector: Place, labels: Mapping[str, str]) -> bool:
    """Return whether a selector with valid operators selects an object with these labels."""
    matches = entries(selector, "matchLabels")
    return all(labels.get(name) == value for name, value in matches.items()) and all(
        _meets(requirement, labels) for requirement in selector.each("matchExpressions", "LabelSelectorRequirement")
    )


def _meets(requirement: Place, labels: Mapping[str, str]) -> bool:
    value = labels.get(requirement.text("key"))
    values = [node.value for node in requirement.nodes("values") if isinstance(node, ScalarNode)]
    match requirement.text("operator"):
        case "In":
            return value in values
        case "NotIn":
            return value not in values
        case "Exists":
            return value is not None
        case "DoesNotExist":
            return value is None
    return True


def is_empty_selector(selector: Place) -> bool:
    """Return whether a selector selects every object."""
    return not entries(selector, "matchLabels") and not selector.nodes("matchExpressions")
