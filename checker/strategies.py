"""Strategies for the tests of others: random Pods and manifests that Kubernetes takes (`docs/fuzz.md`)."""

from podproof.spec.strategies import manifests, pods, shapes, written

__all__ = ["manifests", "pods", "shapes", "written"]
