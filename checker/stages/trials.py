"""Stages act on Pods, as kwok lets them, and the monitor of recordings judges each change that they make.

A change is judged alone: is there an execution in which the status before is published, and then that after it?
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

import msgspec

from podproof.checker.conformance.pod_history import PodHistory
from podproof.checker.conformance.pod_observers import PodObservers
from podproof.checker.conformance.recordings import UNREADABLE
from podproof.checker.conformance.verdict import PodVerdict
from podproof.checker.stages.pods import Object, TriedPod, pods, time
from podproof.checker.stages.reading import KwokStage, StageStep
from podproof.checker.stages.rendering import Renderer
from podproof.checker.stages.template_functions import functions
from podproof.checker.stages.templates import NotRendered
from podproof.spec.manifest import yaml_text
from podproof.spec.manifest.patches import BadPatch, has_directive, merge, strategic_merge
from podproof.spec.manifest.problems import Malformed
from podproof.spec.manifest.schemas import read_schema
from podproof.spec.observation.entries import Observed, observed
from podproof.spec.observation.explanations import explanations
from podproof.spec.observation.notation import Explanation
from podproof.spec.observation.objects import PodObject
from podproof.spec.observation.snapshots import Snapshot
from podproof.spec.observation.yaml_documents import value
from podproof.spec.pod.printer import Fact
from podproof.spec.pod.state import NEWEST

MOST_OBJECTS, MOST_CHANGES, LONGEST = 40, 1_000, 12
"""Objects of one Pod, changes in all, and changes one after the other, at most."""

IMPOSSIBLE_BEFORE = "another stage wrote the status before it, which no kubelet publishes"

DELETED = "the user deletes the Pod"

TIME = re.compile(rb'"20\d\d-[\d-]+T[\d:.]+Z"')

DECODE = msgspec.json.Decoder(PodObject).decode


class StageChange(NamedTuple):
    """What a stage makes of a Pod: the changes before it, and the verdict, or else why there is none."""

    stage: KwokStage
    pod: str
    path: tuple[str, ...]
    verdict: PodVerdict | None
    undecided: str = ""


def explain(pod: Any, before: Snapshot | None, now: Snapshot) -> Iterator[Explanation]:
    """The explanations of a snapshot; an object that a stage removes is not removed by force, which no kubelet does."""
    for each in explanations(pod, before, now):
        graceful = (Fact("deletion", now.deletion, "removed_gracefully"),) if now.deletion == "Gone" else ()
        yield each._replace(shown=each.shown + graceful)


class Trials:
    """Stages that act on Pods; `bound` says at which bound that was stopped, empty if it was not."""

    def __init__(self, stages: Sequence[KwokStage], observers: PodObservers, own: Sequence[TriedPod] = ()) -> None:
        self.stages = [stage for stage in stages if not stage.undecided]
        self.observers, self.own = observers, own
        self.bound = ""

    def changes(self) -> Iterator[StageChange]:
        """Every change of every Pod, breadth-first, within the bounds."""
        tried = self.own or pods(self.stages)
        found = (change for each in tried for change in self._of(each))
        yield from islice(found, MOST_CHANGES)
        if next(found, None) is not None:
            self.bound = f"{MOST_CHANGES:,} changes"

    def _of(self, tried: TriedPod) -> Iterator[StageChange]:
        queue: deque[tuple[Object, tuple[str, ...]]] = deque([(tried.object, ())])
        seen = {_key(tried.object)}
        while queue:
            before, path = queue.popleft()
            for stage, after in _next(before, self.stages, len(path) + 1):
                if isinstance(stage, KwokStage):
                    yield _judged(stage, tried.title, path, before, after, self.observers)
                if not isinstance(after, dict) or _key(after) in seen:
                    continue
                if len(seen) >= MOST_OBJECTS or len(path) >= LONGEST:
                    self.bound = f"{MOST_OBJECTS} objects of one Pod, or {LONGEST} changes one after the other"
                    continue
                seen.add(_key(after))
                queue.append((after, (*path, stage.name if isinstance(stage, KwokStage) else stage)))


def _next(
    before: Object, stages: Iterable[KwokStage], step: int
) -> Iterator[tuple[KwokStage | str, Object | str | None]]:
    """Each stage that may act now, with the object after it (None: removed), or why that is unknown; and a deletion."""
    found = [stage for stage in stages if applies(stage, before)]
    heaviest = max((stage.weight or 0 for stage in found), default=0)
    for stage in found:
        if stage.weight != 0 or heaviest == 0:
            try:
                yield stage, applied(stage, before, time(step))
            except NotRendered as missing:
                yield stage, str(missing)
    if "deletionTimestamp" not in before["metadata"] and before["status"].get("phase") not in ("Succeeded", "Failed"):
        yield DELETED, _marked(before, time(step))


def _marked(before: Object, now: str) -> Object:
    grace = before["spec"]["terminationGracePeriodSeconds"]
    marks = {"deletionTimestamp": now, "deletionGracePeriodSeconds": grace}
    return before | {"metadata": before["metadata"] | marks}


def applies(stage: KwokStage, pod: Object) -> bool:
    """Whether the selector of the stage selects the object."""
    meta = pod["metadata"]
    return (
        stage.labels.items() <= meta.get("labels", {}).items()
        and stage.annotations.items() <= meta.get("annotations", {}).items()
        and all(requirement.holds(pod) for requirement in stage.requirements)
    )


def applied(stage: KwokStage, pod: Object, now: str) -> Object | None:
    """The object after the stage; None if that removes it.  Raises `NotRendered`."""
    for step in stage.steps:
        if step.deletes and not pod["metadata"].get("finalizers"):
            return None
        if step.deletes:
            pod = _marked(pod, now)
        elif step.finalizers is not None:
            pod = pod | {"metadata": _finalized(pod["metadata"], step.finalizers)}
        else:
            pod = _patched(pod, step, now)
    return pod


def _finalized(meta: Object, wanted: Any) -> Object:
    asked = {name: wanted.get(name) or [] for name in ("add", "remove")}
    if not all(
        isinstance(each, dict) and isinstance(each.get("value"), str) for those in asked.values() for each in those
    ):
        raise NotRendered("finalizers that are not a list of values")
    removed = {each["value"] for each in asked["remove"]}
    kept = [] if wanted.get("empty") else [each for each in meta.get("finalizers", []) if each not in removed]
    finalizers = dict.fromkeys([*kept, *(each["value"] for each in asked["add"])])
    return {name: each for name, each in meta.items() if name != "finalizers"} | (
        {"finalizers": [*finalizers]} if finalizers else {}
    )


def _patched(pod: Object, step: StageStep, now: str) -> Object:
    assert step.template is not None
    patch = _rendered(Renderer(functions(now)).render(step.template, pod))
    after = _merged(pod, {step.root: patch} if step.root else patch, step.is_strategic)
    if step.of_status and isinstance(after.get("status"), dict):
        return pod | {"status": after["status"]}
    if step.of_status or after.get("spec") != pod["spec"] or not isinstance(after.get("metadata"), dict):
        raise NotRendered("a patch of what stays as it is while the Pod exists")
    return pod | {"metadata": pod["metadata"] | _written(after["metadata"])}


def _merged(pod: Object, patch: Any, is_strategic: bool) -> Any:
    """The object with the patch applied: a strategic merge patch, or a plain one [RFC 7386]."""
    if not isinstance(patch, dict):
        raise NotRendered("a patch that is not a map")
    if has_directive(patch):
        raise NotRendered("a directive in a strategic merge patch")
    try:
        return strategic_merge(pod, patch, read_schema(NEWEST, "pod-v1")) if is_strategic else merge(pod, patch)
    except BadPatch as bad:
        raise NotRendered(f"a patch that the API server refuses: {bad}") from None


def _written(meta: Object) -> Object:
    """The metadata that a patch can write."""
    maps = {name: meta.get(name, {}) for name in ("labels", "annotations")}
    finalizers = meta.get("finalizers", [])
    if not all(isinstance(each, dict) for each in maps.values()) or not isinstance(finalizers, list):
        raise NotRendered("metadata that the API server refuses")
    return {**maps, "finalizers": finalizers}


def _rendered(text: str) -> Any:
    try:
        return next((value(node) for node in yaml_text.trees(text)), {})
    except Malformed as malformed:
        raise NotRendered(f"a template that renders text with a mistake: {malformed}") from malformed


def _key(pod: object) -> bytes:
    """The object without its times."""
    return TIME.sub(b'"T"', msgspec.json.encode(pod, order="deterministic"))


def _judged(
    stage: KwokStage,
    title: str,
    path: tuple[str, ...],
    before: Object,
    after: Object | str | None,
    observers: PodObservers,
) -> StageChange:
    unjudged = StageChange(stage, title, path, None)
    if isinstance(after, str):
        return unjudged._replace(undecided=after)
    try:
        first = _observed(1, "", before)
        history = PodHistory(observers.of(first.pod))
        history.observe(first)
        if history.illegal is not None:
            return unjudged._replace(undecided=IMPOSSIBLE_BEFORE)
        history.observe(_observed(2, "DELETED", before) if after is None else _observed(2, "MODIFIED", after))
    except UNREADABLE as error:
        return unjudged._replace(undecided=f"the API server would refuse what it writes: {error}")
    return unjudged._replace(verdict=PodVerdict(stage.file, "default", "tried", history))


def _observed(line: int, event: str, pod: Object) -> Observed:
    versioned = pod | {"metadata": pod["metadata"] | {"resourceVersion": str(line)}}
    seen = observed(line, event, DECODE(msgspec.json.encode(versioned)))
    if not isinstance(seen, Observed):
        raise ValueError(seen.message)
    return seen
