"""Random Pods for tests, as Hypothesis strategies.

configurations  the configuration of a Pod, as the specification has it: `podproof.spec.pod.state.Pod`
pods            manifests of kind Pod that the API server accepts, as dictionaries
manifests       manifests of any kind that makes Pods: Pods, Deployments, Jobs, CronJobs, …
"""

from podproof.spec.strategies.configurations import configurations
from podproof.spec.strategies.manifests import manifests, pods
from podproof.spec.strategies.writing import manifest_of

__all__ = ["configurations", "manifest_of", "manifests", "pods"]
