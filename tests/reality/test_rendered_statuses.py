"""Statuses rendered from the states that explain a recording are those that its kubelet wrote, in two versions."""

import io
import json

import pytest
from recordings import VERSIONS, histories, observers

from podproof.checker.conformance.recordings import judge
from podproof.spec.publishing import Publisher, StateStep

RECORDED = [
    ("v1.36.2", "single-exit1-never"),
    ("v1.36.2", "evict-kubelet-emptydir-always"),
    ("v1.20.2", "deadline-init"),
]


def ending(state):
    """A container's state: its kind, its reason, and whether its exit code is 0, as codes are chosen freely."""
    kind = next(iter(state), "")
    detail = state.get(kind) or {}
    return kind, detail.get("reason", ""), detail.get("exitCode", 0) == 0


def shown(pod):
    """What an object shows, without times, names and messages; the sandbox may change before a whole status."""
    status = pod["status"]
    fields = {"phase": status["phase"], "has a reason": "reason" in status}
    fields |= {each["type"]: (each["status"], each.get("reason", "")) for each in status.get("conditions", [])}
    for each in (*status.get("initContainerStatuses", []), *status.get("containerStatuses", [])):
        flags = each["ready"], each.get("started"), each["restartCount"]
        fields[each["name"]] = ending(each["state"]), ending(each["lastState"]), *flags
    return {
        name: value for name, value in fields.items() if name not in ("PodReadyToStartContainers", "DisruptionTarget")
    }


def rendered(verdict, first):
    """For each observation the line that it is in, and the object that its explanation renders."""
    observed, compiled = verdict.trace(), verdict.compiled
    publisher, steps = Publisher(verdict.history.observer.pod), observed.explained.trace.steps
    published = publisher.begin({"name": verdict.name}, first["spec"], 0)
    state, taken = observed.explained.trace.start, 0
    for observation, made in zip(observed.observations, observed.explained.made, strict=True):
        for moment in range(taken, made):
            action, after = steps[moment]
            records = compiled.records(state), compiled.records(after)
            published = publisher.step(published, StateStep(action.event, action.component, *records, moment))
            state = after
        taken = made
        yield observation.line, published.object


@pytest.mark.parametrize(("version", "name"), RECORDED)
def test_a_status_is_rendered_as_a_kubelet_wrote_it(version, name):
    events = histories(version)[name]
    (verdict,) = judge(io.BytesIO("\n".join(map(json.dumps, events)).encode()), name, observers(VERSIONS[version]))
    for line, pod in rendered(verdict, events[0]["object"]):
        assert shown(pod) == shown(events[line - 1]["object"]), line
