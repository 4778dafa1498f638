"""The lifecycle as recordings are held against it."""

from podproof.spec.pod.lifecycle import LIFECYCLE

OBSERVED = LIFECYCLE
"""All of it: what a runtime forgets happens only where a status shows it."""
