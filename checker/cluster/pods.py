"""Pods of the cluster: what clients do to them, and what the specification makes of them step by step."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from podproof.checker.cluster.admission import configuration
from podproof.checker.cluster.adversaries import Adversaries
from podproof.checker.cluster.live_pods import LivePod
from podproof.checker.cluster.options import DeletionOptions
from podproof.checker.cluster.resources import PODS, Resource
from podproof.checker.cluster.settings import PodSettings, pod_settings
from podproof.checker.cluster.statuses import ApiError, Cause, Object, bad_request, conflict, invalid, not_found
from podproof.checker.cluster.storage import Storage, place_of, without_version
from podproof.checker.cluster.strategies import Clock, Strategy
from podproof.checker.errors import UsageError
from podproof.checker.simulation import (
    Adversary,
    Delete,
    Input,
    OpenSchedulingGates,
    PodSource,
    RemoveFinalizers,
    SetCondition,
    SetImage,
    SimulatedPod,
)
from podproof.spec.publishing import StateStep

MOST_PODS = 10_000
"""The most Pods that are simulated at once."""

MOST_REMOVED = 20
"""The most Pods that are remembered after their objects are removed."""

CHANGEABLE = ("activeDeadlineSeconds", "tolerations", "schedulingGates", "terminationGracePeriodSeconds")
"""The fields of a spec that an update may change beside images (ValidatePodUpdate)."""

LISTS = ("initContainers", "containers")

OF_THE_LIFECYCLE = ("deletionTimestamp", "deletionGracePeriodSeconds", "generation", "creationTimestamp")
"""The metadata that the lifecycle writes."""


class PodStrategy(Strategy):
    """Pods: their spec and metadata are their clients', and their status is the specification's."""

    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        defaults: PodSettings,
        adversaries: Adversaries,
        seconds: Callable[[], float],
        first_seed: int = 0,
    ) -> None:
        super().__init__(storage, clock)
        self.defaults, self.adversaries, self._seconds = defaults, adversaries, seconds
        self.live: dict[tuple[str, str], LivePod] = {}
        self.removed: deque[LivePod] = deque(maxlen=MOST_REMOVED)
        self.when_due: Callable[[LivePod], None] = lambda pod: None
        self.when_removed: Callable[[], None] = lambda: None
        self.when_taken: Callable[[SimulatedPod, StateStep], None] = lambda pod, step: None
        self._next_seed = first_seed

    def find(self, namespace: str, name: str) -> LivePod:
        """The Pod of that name; raises `ApiError` without one."""
        try:
            return self.live[namespace, name]
        except KeyError:
            raise not_found(PODS.subject(name)) from None

    def validate(self, resource: Resource, item: Object, before: Object | None = None) -> None:
        """Raise `ApiError` for a Pod, or a change of one, that the API server or the simulation refuses."""
        super().validate(resource, item, before)
        if before is None:
            pod_settings(item, self.defaults, self.adversaries.check)
        elif _without_changeable(before["spec"]) != _without_changeable(item["spec"]):
            allowed = ", ".join(("images of containers", *CHANGEABLE))
            cause = Cause("FieldValueForbidden", f"Forbidden: pod updates may change only {allowed}", "spec")
            raise invalid("Pod", resource.subject(before["metadata"]["name"]), [cause])

    def create(self, resource: Resource, item: Object) -> Object:
        """Store a Pod, and begin its execution."""
        if len(self.live) >= MOST_PODS:
            raise ApiError(429, "TooManyRequests", f"at most {MOST_PODS} Pods are simulated at once")
        settings = pod_settings(item, self.defaults, self.adversaries.check)
        seed = self._next_seed if settings.seed is None else settings.seed
        self._next_seed += settings.seed is None
        source = PodSource(configuration(item), item["metadata"], item["spec"])
        adversary = self._adversary(settings, source)
        faults, begins = self.adversaries.faults, self._seconds()
        simulated = SimulatedPod(source, adversary, seed=seed, faults=faults, begins=begins)
        simulated.when_taken = partial(self.when_taken, simulated)
        live = LivePod(settings, seed, simulated)
        published = self._publish(live)  # which may refuse it
        self.live[place_of(item)] = live
        self.when_due(live)
        return published

    def _adversary(self, settings: PodSettings, source: PodSource) -> Adversary:
        try:
            return self.adversaries.of(settings, source.pod)
        except UsageError as error:
            cause = Cause("FieldValueInvalid", str(error), "metadata.annotations")
            raise invalid("Pod", PODS.subject(source.pod.name), [cause]) from None

    def merged(self, resource: Resource, before: Object, after: Object, subresource: str) -> Object:
        """What an update makes of a Pod: conditions that no kubelet writes are all that clients change of a status."""
        if subresource == "status":
            status = after.get("status") or {}
            if not isinstance(status, dict):
                raise bad_request("the status of a Pod is an object")
            return {**before, "status": status}
        found = super().merged(resource, before, after, subresource)
        found["metadata"]["generation"] = before["metadata"].get("generation", 1)
        return found

    def update(self, resource: Resource, before: Object, after: Object, subresource: str) -> Object:
        """Write what clients may write, and tell the execution what it depends on."""
        live = self.find(*place_of(before))
        if subresource == "status":
            inputs = list(_conditions(before, after))
        else:
            inputs = list(_inputs(before, after))
            published = live.simulated.published
            kept = {name: published.metadata[name] for name in OF_THE_LIFECYCLE if name in published.metadata}
            spec = {**after["spec"], **{name: published.spec[name] for name in LISTS if name in published.spec}}
            metadata = {**after["metadata"], **kept}
            live.simulated.published = published._replace(metadata=metadata, spec=spec)
        for each in inputs:
            live.simulated.apply(each)
        return self._after_input(live)

    def delete(self, resource: Resource, item: Object, options: DeletionOptions) -> tuple[Object, bool]:
        """Ask for the deletion; the object goes when the specification lets it."""
        live = self.find(*place_of(item))
        live.simulated.apply(Delete(options.grace))
        deleted = self._after_input(live)
        return deleted, live.place not in self.live

    def bind(self, namespace: str, name: str, body: Any) -> None:
        """Bind a Pod to a node, as a scheduler does."""
        live = self.find(namespace, name)
        if not self.take(live, "schedules"):
            raise conflict(PODS.subject(name), f"pod {name} is already assigned to a node, or not to be scheduled")

    def step(self, live: LivePod) -> bool:
        """Let the adversary take a step; whether it took one."""
        took = live.simulated.step() is not None
        live.forget()
        if took and (live.simulated.is_gone or live.simulated.taken[-1].has_written):
            self._publish(live)
        return took

    def take(self, live: LivePod, event: str, container: str = "") -> bool:
        """Take that step if it is possible; whether it was."""
        names = [member.name for member in live.simulated.configuration.members]
        site = names.index(container) if container in names else None
        choice = next((each for each in live.simulated.possible if (each.event, each.site) == (event, site)), None)
        if choice is None or live.simulated.is_gone:
            return False
        live.simulated.take(choice)
        self._after_input(live)
        return True

    def _after_input(self, live: LivePod) -> Object:
        published = self._publish(live)
        if not live.simulated.is_gone:
            self.when_due(live)
        return published

    def _publish(self, live: LivePod) -> Object:
        """Store the object as the execution shows it; an object that is gone is removed."""
        self._release(live)
        item, stored = live.simulated.object, self.storage.get(PODS.storage, live.place)
        if live.simulated.is_gone and not live.metadata.get("finalizers") and stored is not None:
            self.removed.append(self.live.pop(live.place))
            removed = self.storage.remove(PODS, item)
            self.when_removed()
            return removed
        if stored is not None and without_version(stored) == item:
            return stored
        return self.storage.put(PODS, item)

    def _release(self, live: LivePod) -> None:
        """Let finalizers count that were added to the Pod, or removed from it, since it was created.

        Those of its configuration hold its object until the specification knows that they are removed; others hold
        it here, when all else of its deletion is done.
        """
        simulated = live.simulated
        if not simulated.is_gone and not live.metadata.get("finalizers"):
            if any(each.event == "removes_finalizers" for each in simulated.possible):
                simulated.apply(RemoveFinalizers())
        elif simulated.is_gone and "deletionTimestamp" not in live.metadata:
            mark = {"deletionTimestamp": self.clock(), "deletionGracePeriodSeconds": 0}
            simulated.published = simulated.published.with_metadata(**mark)


def _without_changeable(spec: Mapping[str, Any]) -> Object:
    found = {name: value for name, value in spec.items() if name not in CHANGEABLE}
    for name in LISTS:
        if name in found:
            found[name] = [{**each, "image": ""} for each in found[name]]
    return found


def _inputs(before: Object, after: Object) -> Iterator[Input]:
    """What an update of the object means to the lifecycle."""
    for name in LISTS:
        for old, new in zip(before["spec"].get(name) or (), after["spec"].get(name) or (), strict=False):
            if old.get("image") != new.get("image"):
                yield SetImage(new["name"], new.get("image", ""))
    if before["spec"].get("schedulingGates") and not after["spec"].get("schedulingGates"):
        yield OpenSchedulingGates()


def _conditions(before: Object, after: Object) -> Iterator[Input]:
    """The conditions of readiness gates that a client changes."""
    gates = {each.get("conditionType") for each in before["spec"].get("readinessGates") or ()}
    old = {each.get("type"): each.get("status") for each in before["status"].get("conditions") or ()}
    conditions = after["status"].get("conditions")
    for each in conditions if isinstance(conditions, list) else ():
        type = each.get("type") if isinstance(each, dict) else None
        if isinstance(type, str) and type in gates and each.get("status") != old.get(type):
            yield SetCondition(type, each.get("status") == "True")
