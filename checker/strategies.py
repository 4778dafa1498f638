"""Hypothesis strategies for the tests of users: random Pods, manifests that Kubernetes accepts, histories of Pods.

`docs/fuzz.md` shows the first two, `docs/testing-operators.md` the histories.
"""

from podproof.checker.simulation.strategies import histories
from podproof.spec.strategies import configurations, manifest_of, manifests, pods

__all__ = ["configurations", "histories", "manifest_of", "manifests", "pods"]
