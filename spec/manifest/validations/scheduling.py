"""The validations of where a Pod may run: tolerations, affinity, spread constraints and selectors."""

from podproof.spec.manifest.forms import LABEL_VALUE
from podproof.spec.manifest.place import Place
from podproof.spec.manifest.validations.labels import wrong_labels
from podproof.spec.manifest.validations.notation import Unique, Validation, Validations


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


def _terms(required: str, preferred: str) -> dict[str, str]:
    """The types of what an affinity requires of a node, and of what it prefers."""
    return {
        "requiredDuringSchedulingIgnoredDuringExecution": required,
        "preferredDuringSchedulingIgnoredDuringExecution": preferred,
    }


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

SCHEDULING_VALIDATIONS = Validations(
    refused={
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
    },
    unique={
        "PodSpec": (
            Unique(
                ("topologySpreadConstraints",),
                ("topologyKey", "whenUnsatisfiable"),
                "ValidateSpreadConstraintNotRepeat",
            ),
        )
    },
    checks={
        "PodSpec": (lambda spec: wrong_labels(spec, "nodeSelector"),),
        "LabelSelector": (lambda selector: wrong_labels(selector, "matchLabels"),),
    },
    inner={
        "PodSpec": {
            "affinity": "Affinity",
            "tolerations": "Toleration",
            "topologySpreadConstraints": "TopologySpreadConstraint",
        },
        "TopologySpreadConstraint": {"labelSelector": "LabelSelector"},
        "LabelSelector": {"matchExpressions": "LabelSelectorRequirement"},
        "Affinity": {
            "nodeAffinity": "NodeAffinity",
            "podAffinity": "PodAffinity",
            "podAntiAffinity": "PodAffinity",
        },
        "NodeAffinity": _terms("NodeSelector", "PreferredSchedulingTerm"),
        "NodeSelector": {"nodeSelectorTerms": "NodeSelectorTerm"},
        "PreferredSchedulingTerm": {"preference": "NodeSelectorTerm"},
        "NodeSelectorTerm": {
            "matchExpressions": "NodeSelectorRequirement",
            "matchFields": "NodeSelectorRequirement",
        },
        "PodAffinity": _terms("PodAffinityTerm", "WeightedPodAffinityTerm"),
        "WeightedPodAffinityTerm": {"podAffinityTerm": "PodAffinityTerm"},
        "PodAffinityTerm": {"labelSelector": "LabelSelector", "namespaceSelector": "LabelSelector"},
    },
)
