"""What a test does with the cluster itself: hold Pods, take steps, break watches, and ask what happened."""

from collections.abc import Mapping
from typing import Any

from podproof.checker.cluster.cluster import Cluster
from podproof.checker.cluster.live_pods import LivePod
from podproof.checker.cluster.statuses import ApiError, Object, bad_request, no_such_path, not_allowed

MOST_STEPS = 10_000
"""The most steps of one request."""

STEPS_SHOWN = 1000
"""The most steps of a Pod that are shown."""


class Control:
    """Answers the paths below `/podproof`."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster

    def answer(self, method: str, path: list[str], body: Any, query: Mapping[str, str]) -> Object:
        """Answer a request; raises `ApiError` for one that is none."""
        if not isinstance(body, dict):
            raise bad_request("the body of the request must be an object")
        match path:
            case ["pods"]:
                pods = self.cluster.pods
                known = {"pods": pods.live.values(), "removed": pods.removed}
                return {name: list(map(self.summary, found)) for name, found in known.items()}
            case ["coverage"]:
                return {"reports": list(map(str, self.cluster.pods.adversaries.reports()))}
            case [verb] if verb in VERBS:
                if method != "POST":
                    raise not_allowed(method)
                return VERBS[verb](self, body)
        raise no_such_path()

    def summary(self, live: LivePod) -> Object:
        """How a Pod is simulated, and what it has done."""
        taken, settings = live.simulated.taken, live.settings
        steps = [live.name_of(each.choice.event, each.choice.site) for each in taken[-STEPS_SHOWN:]]
        namespace, name = live.place
        how = {"mode": settings.mode, "execution": settings.execution, "seed": live.seed, "held": live.is_held}
        return {"namespace": namespace, "name": name, **how, "steps": live.forgotten + len(taken), "taken": steps}

    def _named(self, body: Object) -> LivePod:
        return self.cluster.pods.find(str(body.get("namespace") or "default"), str(body.get("name") or ""))

    def step(self, body: Object) -> Object:
        """Take steps of a Pod: so many of its adversary's, or one event, in a container or of the Pod."""
        live, steps = self._named(body), body.get("steps", 1)
        if event := body.get("event"):
            if not self.cluster.pods.take(live, str(event), str(body.get("container") or "")):
                possible = sorted({each.event for each in live.simulated.possible})
                raise ApiError(409, "Conflict", f"{event} is not possible now; possible: {', '.join(possible)}")
            return self.summary(live)
        if type(steps) is not int or not 0 < steps <= MOST_STEPS:
            raise bad_request(f"steps: Invalid value: must be a whole number from 1 to {MOST_STEPS}")
        for _ in range(steps):
            if live.simulated.is_gone or not self.cluster.pods.step(live):
                break
        return self.summary(live)

    def hold(self, body: Object) -> Object:
        """Let a Pod take no step by itself."""
        live = self._named(body)
        self.cluster.driver.hold(live)
        return self.summary(live)

    def release(self, body: Object) -> Object:
        """Let a Pod go on."""
        live = self._named(body)
        self.cluster.driver.release(live)
        return self.summary(live)

    def expire(self, body: Object) -> Object:
        """Forget the history: watches end with 410 Gone."""
        self.cluster.watches.expire()
        return {}

    def drop(self, body: Object) -> Object:
        """End all watches without an error."""
        self.cluster.watches.drop()
        return {}


VERBS = {
    "step": Control.step,
    "hold": Control.hold,
    "release": Control.release,
    "expire": Control.expire,
    "drop": Control.drop,
}
"""What a POST to `/podproof/…` does."""
