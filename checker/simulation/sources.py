"""The Pod to simulate: its configuration, and the metadata and spec of its object with the defaults of Kubernetes."""

import json
import os
from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import NAMESPACE_DNS, uuid5

from podproof.checker.errors import UsageError
from podproof.checker.manifests import only, parse, read
from podproof.spec.manifest import Manifest
from podproof.spec.manifest.defaults import with_defaults
from podproof.spec.observation.yaml_documents import value
from podproof.spec.pod.state import Pod
from podproof.spec.publishing.instances import Json
from podproof.spec.strategies.writing import manifest_of

Source = Pod | Manifest | Mapping[str, Any] | str | os.PathLike[str]
"""A configuration, what `read` returns, a manifest as a dictionary, or the path of a manifest with one Pod."""


class PodSource(NamedTuple):
    """A configuration, and the metadata and spec of its object."""

    pod: Pod
    metadata: Json
    spec: Json


def pod_source(source: Source, kubernetes: int | str | None = None) -> PodSource:
    """The Pod that is described; raises `UsageError` or `ManifestError` if it is not one Pod."""
    if isinstance(source, Pod):
        return _completed(source, manifest_of(source))
    if isinstance(source, Mapping):
        found = only(parse(_json(source), name="the manifest", kubernetes=kubernetes), "the manifest")
        return _completed(found.pod, source if found.kind == "Pod" else {"spec": value(found.spec.node)})
    if not isinstance(source, Manifest):
        source = only(read(source, kubernetes=kubernetes), os.fspath(source))
    metadata = value(source.metadata[0]) if source.kind == "Pod" and source.metadata else {}
    return _completed(source.pod, {"metadata": metadata, "spec": value(source.spec.node)})


def _json(manifest: Mapping[str, Any]) -> str:
    try:
        return json.dumps(manifest)
    except TypeError as error:
        raise UsageError(f"the manifest is not JSON: {error}") from None


def _completed(pod: Pod, manifest: Mapping[str, Any]) -> PodSource:
    """The source with the defaults, and a UID that depends on the name alone, so that a run can be repeated."""
    metadata: Json = {**(manifest.get("metadata") or {}), "name": pod.name, "namespace": pod.namespace}
    metadata.setdefault("uid", str(uuid5(NAMESPACE_DNS, f"{pod.name}.{pod.namespace}.podproof")))
    given = {name: value for name, value in manifest["spec"].items() if value is not None}
    return PodSource(pod, metadata, with_defaults(given))
