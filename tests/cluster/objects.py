"""ConfigMaps of a simulated cluster, which stand for objects of any kind."""

MAPS = "/api/v1/namespaces/default/configmaps"


def configmap(api, name, labels=None, **metadata):
    """Create a ConfigMap, and return it."""
    body = {"metadata": {"name": name, "labels": labels or {}, **metadata}}
    return api("POST", MAPS, body).json


def names(answer):
    """The names of the objects of a list."""
    return [item["metadata"]["name"] for item in answer.json["items"]]
