"""A state as `kubectl get` and `kubectl describe` show it, and beside it what is true at the node."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from podproof.checker.explorer.walk import EventWalk, Walker, WatchedState
from podproof.checker.rendering.trace_lines import restarts_text
from podproof.spec.notation import MachineTable
from podproof.spec.pod import kubectl
from podproof.spec.pod.kubectl import Published
from podproof.spec.pod.lifecycle import MACHINES
from podproof.spec.pod.printer import KubectlLine
from podproof.spec.pod.state import ContainerState, PodState
from podproof.spec.pod.state_answers import POD, StateAnswers, state_answers
from podproof.spec.pod.state_texts import FieldText, field_texts

OWNER = {machine.field: machine for machine in MACHINES if machine.field}
"""The machine of each field that has one."""

LANES = {"api": "API server"}
"""Where the fields of a Pod are that are not at its node, by the file of their machine."""

NO_TEXT = FieldText("", {})

NODE = "node"
"""The lane of all others."""

CONDITIONS = {
    "PodScheduled": "is_scheduled",
    "Initialized": "is_initialized_condition",
    "ContainersReady": "containers_are_ready",
    "Ready": "ready_condition_is_true",
}
"""The predicate that says whether each condition is True; those about containers are as they were published."""

AT_ONCE = ("PodScheduled", "Ready")
"""Conditions that the API has before the first status."""

EXIT_CODES = {"Zero": "exit code 0", "OutOfMemory": "exit code 0, OOMKilled", "Killed": "exit code 137"}
"""How the end of an instance is described; others ended with an error."""


def columns(walker: Walker, stop: WatchedState) -> dict[str, str]:
    """The columns of `kubectl get pods`."""
    state, _ = walker.compiled.records(stop.state)
    return _columns(kubectl.line(walker.pod, state, stop.known))


def unpublished(walker: Walker, stop: WatchedState) -> dict[str, str] | None:
    """The columns once the kubelet publishes what is true now; None where that changes nothing."""
    news = _columns(kubectl.next_line(walker.pod, *walker.compiled.records(stop.state)))
    return None if news == columns(walker, stop) else news


def _columns(line: KubectlLine) -> dict[str, str]:
    return {"ready": line.ready, "status": line.status, "restarts": restarts_text(line.restarts)}


def description(walker: Walker, stop: WatchedState) -> dict[str, Any]:
    """What `kubectl describe` shows: phase, reason, conditions and containers, as they were published."""
    state, states = walker.compiled.records(stop.state)
    shown = state._replace(worker=stop.known.worker)
    answers = state_answers(walker.pod, shown, stop.known.containers or states)
    names = CONDITIONS if stop.known.containers else AT_ONCE
    reasons = (text for text, when in kubectl.EARLY_ENDS.items() if answers[POD][when])
    return {
        "exists": state.deletion not in ("Gone", "Forced"),
        "phase": state.phase,
        "reason": next(reasons, "") if stop.known.containers else "",
        "terminating": bool(answers[POD]["is_terminating"]),
        "conditions": {name: bool(answers[POD][CONDITIONS[name]]) for name in names},
        "containers": list(_containers(walker, shown, stop.known, answers)),
    }


def _containers(
    walker: Walker, state: PodState, known: Published, answers: Sequence[StateAnswers]
) -> Iterator[dict[str, Any]]:
    for site, container in enumerate(known.containers):
        shown = kubectl.api_state(walker.pod, state, known.containers, site)
        ended = container.exit_code != "None" and shown.state == "waiting"
        end = EXIT_CODES.get(container.exit_code, "exit code not 0")
        yield {
            "name": walker.pod.members[site].name,
            "kind": walker.pod.members[site].kind,
            "state": shown.state,
            "reason": shown.reason,
            "exit": end if shown.state == "terminated" else "",
            "last": end if ended else "",
            "ready": bool(answers[site]["is_ready"]),
            "restarts": restarts_text(container.restarts),
        }


def lanes(walker: Walker, walk: EventWalk) -> list[dict[str, Any]]:
    """For each variable of the model its values along the walk, by lane: API server, node, and each container.

    `values` has each value with the stop from which on it lasts.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for position, variable in enumerate(walker.model.variables):
        *_, field = variable.name.rpartition(".")
        record = PodState if variable.component is None else ContainerState
        values = [stop.state[position] for stop in walk.stops]
        texts = field_texts(record).get(field, NO_TEXT)  # a known bug remembers more
        lane = found.setdefault(_lane(walker, variable.component, field), [])
        lane.append(
            {
                "field": field,
                "machine": OWNER[field].name if field in OWNER else "",
                "text": texts.text,
                "values": [[str(value), start] for value, start in _runs(values)],
                "meaning": texts.values.get(str(values[-1]), ""),
            }
        )
    names = [*LANES.values(), NODE, *(member.name for member in walker.pod.members)]
    return [{"name": name, "rows": found[name]} for name in names if name in found]


def _lane(walker: Walker, component: int | None, field: str) -> str:
    if component is not None:
        return str(walker.pod.members[component].name)
    return LANES.get(_file(OWNER[field]) if field in OWNER else "", NODE)


def _runs(values: Sequence[object]) -> Iterator[tuple[object, int]]:
    start = 0
    for value, run in groupby(values):
        yield value, start
        start += len(list(run))


def _file(machine: MachineTable) -> str:
    return machine.module.rpartition(".")[2]
