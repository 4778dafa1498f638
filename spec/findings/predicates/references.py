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


def missing_config_map(missing, unused_config_maps):
    """The ConfigMap that is missing; of several that are, the one that an unused ConfigMap may be meant for.

    Where several are missing, all are elsewhere, as a rule. [2.3]
    """
    names = [each.name for each in missing if each.kind == "ConfigMap" and is_missed(each.name)]
    unused = tuple(each.name for each in unused_config_maps)
    return next((name for name in names if len(set(names)) == 1 or nearest(name, unused, ALIKE)), "")


def is_missed(name):
    """The name has no placeholder of a template, and no controller makes a ConfigMap of that name. [2.3]"""
    return name not in MADE_BY_CLUSTERS and re.fullmatch(r"[a-z0-9.-]+", name) is not None


def needs_a_missing_config_map(missing, unused_config_maps):
    """The Pod needs a ConfigMap that is not in the input. [2.3]"""
    return missing_config_map(missing, unused_config_maps) != ""


def where_it_is_needed(missing, unused_config_maps):
    """Line and column of the reference to the missing ConfigMap. [2.3]"""
    name = missing_config_map(missing, unused_config_maps)
    return next((each.line, each.column) for each in missing if (each.kind, each.name) == ("ConfigMap", name))


def similar_config_map(missing, unused_config_maps):
    """An unused ConfigMap in the folder of the Pod with almost the name of the missing one. [2.3]"""
    name = missing_config_map(missing, unused_config_maps)
    return nearest(name, tuple(each.name for each in unused_config_maps), ALIKE)


def missing_config_text(missing, unused_config_maps):
    """The ConfigMap that is missing, and the one that may be meant. [2.3]"""
    similar = similar_config_map(missing, unused_config_maps)
    meant = f" ({similar} is, and nothing uses it)" if similar else ""
    return f"ConfigMap {missing_config_map(missing, unused_config_maps)} is not in the input{meant}"


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
