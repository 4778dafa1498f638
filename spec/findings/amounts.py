"""Numbers of Pods: percentages of replicas, and what a rolling update and a disruption budget allow."""

from math import ceil, floor

from podproof.spec.manifest.related import DisruptionBudget
from podproof.spec.manifest.related.objects import Amount


def resolve(amount: Amount, total: int, *, up: bool) -> int | None:
    """The amount as a number of Pods, of which `total` are all; None if it is absent or cannot be read."""
    if isinstance(amount, str):
        digits = amount.removesuffix("%")
        if digits == amount or not digits.isdecimal() or len(digits) > 3:
            return None
        share = int(digits) * total / 100
        return ceil(share) if up else floor(share)
    return amount


def rolling(max_surge: Amount, max_unavailable: Amount, replicas: int) -> tuple[int, int] | None:
    """The Pods that a rolling update of a Deployment may add, and those it may remove; None if that is unknown.

    ResolveFenceposts of Kubernetes 1.36 (pkg/controller/deployment/util): if both are 0, one Pod may be removed.
    """
    surge, unavailable = resolve(max_surge, replicas, up=True), resolve(max_unavailable, replicas, up=False)
    if surge is None or unavailable is None:
        return None
    return surge, unavailable or (0 if surge else 1)


def allowed_disruptions(budget: DisruptionBudget, replicas: int) -> int | None:
    """The Pods that a budget lets go while all replicas are healthy; None if it cannot be read.

    getExpectedScale and updatePdbStatus of Kubernetes 1.36 (pkg/controller/disruption); percentages round up.
    """
    if budget.max_unavailable is not None:
        return resolve(budget.max_unavailable, replicas, up=True)
    least = resolve(budget.min_available, replicas, up=True)
    return None if least is None else max(replicas - least, 0)
