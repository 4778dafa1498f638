"""Whose a recorded Pod is, and which images it runs."""

import re

from podproof.spec.observation.configuration import UnusableSpec, container_specs
from podproof.spec.observation.objects import Metadata, PodObject

NO_OWNER = "Pod without an owner"

RUN = re.compile(r"-\d{8,}$")
"""What the CronJob controller appends to the name of a Job: the minute of its schedule."""

LONGEST = 200
"""Characters of a name in a summary: those of Kubernetes are shorter."""


def owner(metadata: Metadata) -> str:
    """The kind and name of the controller of a Pod.

    The ReplicaSet of a Deployment, which ends with the hash in the label of the Pod, stands for the Deployment, and the
    Jobs of a CronJob stand for one another.
    """
    found = next((each for each in metadata.ownerReferences if each.controller), None)
    if found is None:
        return NO_OWNER
    hashed = f"-{metadata.labels.template_hash}" if metadata.labels and metadata.labels.template_hash else ""
    if found.kind == "ReplicaSet" and hashed and found.name.endswith(hashed):
        return f"Deployment/{found.name.removesuffix(hashed)}"[:LONGEST]
    name = RUN.sub("-*", found.name) if found.kind == "Job" else found.name
    return f"{found.kind}/{name}"[:LONGEST]


def image_names(pod: PodObject) -> tuple[str, ...]:
    """The different images of a Pod, in order; none if its spec cannot be read."""
    try:
        return tuple(dict.fromkeys(image[:LONGEST] for image in container_specs(pod).images.values()))
    except UnusableSpec:
        return ()
