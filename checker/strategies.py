"""Hypothesis strategies for the tests of users: random Pods and manifests that Kubernetes accepts (`docs/fuzz.md`)."""

from podproof.spec.strategies import configurations, manifest_of, manifests, pods

__all__ = ["configurations", "manifest_of", "manifests", "pods"]
