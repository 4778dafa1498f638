"""Random Pods for tests, as Hypothesis strategies: nothing else here draws by lot.

shapes     what steers a Pod's life, as the specification has it: `spec.state.Pod`
pods       whole manifests of kind Pod, as the API server takes them: dictionaries
manifests  the same of any kind that makes Pods: Deployments, Jobs, CronJobs, …
"""

from podproof.spec.strategies.manifests import manifests, pods
from podproof.spec.strategies.shapes import shapes
from podproof.spec.strategies.writing import written

__all__ = ["manifests", "pods", "shapes", "written"]
