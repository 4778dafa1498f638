"""Predicates about the ConfigMaps and Secrets that a Pod names."""

import re

from podproof.spec.manifest.spelling import nearest

MADE_BY_CLUSTERS = (
    "kube-root-ca.crt",
    "openshift-service-ca.crt",
    "istio-ca-root-cert",
    "linkerd-identity-trust-roots",
)
"""ConfigMaps that controllers put into every namespace."""

ALIKE = 0.75
"""The least similarity of two names of which one may be a slip."""


def missing_config_maps(missing):
    """The ConfigMaps that the Pod needs, and that are not in the input, except those that a cluster makes. [2.3]"""
    names = [each.name for each in missing if each.kind == "ConfigMap" and each.name not in MADE_BY_CLUSTERS]
    return " and ".join(dict.fromkeys(name for name in names if re.fullmatch(r"[a-z0-9.-]+", name)))


def needs_a_missing_config_map(missing):
    """The Pod needs a ConfigMap that is not in the input. [2.3]"""
    return missing_config_maps(missing) != ""


def where_it_is_needed(missing):
    """Line and column of the first reference to a missing ConfigMap. [2.3]"""
    return next((each.line, each.column) for each in missing if each.kind == "ConfigMap")


def similar_config_map(missing, unused_config_maps):
    """An unused ConfigMap in the folder of the Pod with almost the name of a missing one. [2.3]"""
    names = tuple(each.name for each in unused_config_maps)
    wanted = [each.name for each in missing if each.kind == "ConfigMap"]
    return next((found for name in wanted if (found := nearest(name, names, ALIKE))), "")


def missing_config_text(missing, unused_config_maps):
    """The ConfigMaps that are missing, and the one that may be meant. [2.3]"""
    similar = similar_config_map(missing, unused_config_maps)
    meant = f" ({similar} is, and nothing uses it)" if similar else ""
    names = missing_config_maps(missing)
    are = "s {} are" if " and " in names else " {} is"
    return f"ConfigMap{are.format(names)} not in the input{meant}"


def needs_a_missing_key(missing_keys):
    """The Pod needs a key that its ConfigMap or Secret in the input does not have. [2.3]"""
    return len(missing_keys) > 0


def missing_key_text(missing_keys):
    """The first object without its key. [2.3]"""
    first = missing_keys[0]
    return f"{first.kind} {first.name} has no key `{first.key}`"


def where_the_key_is_needed(missing_keys):
    """Line and column of the first reference to a missing key. [2.3]"""
    return missing_keys[0].line, missing_keys[0].column
