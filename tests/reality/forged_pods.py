"""Edits of what a history says of the Pod as a whole: order, phase, conditions, deletion, times."""

from collections.abc import Iterator

from history import (
    History,
    containers,
    copied,
    is_irreversible,
    is_terminal,
    kind,
    metadata,
    newer,
    pairs,
    state,
    status,
)


@kind("swap", "two neighboring observations are swapped, but not their resourceVersions", "2.1 9.4 11.1 11.9d")
def _swap(history: History) -> Iterator[History]:
    for number, before, after in pairs(history):
        if is_irreversible(before, after):
            forged = copied(history)
            one, other = forged[number - 1]["object"], forged[number]["object"]
            forged[number - 1]["object"], forged[number]["object"] = other, one
            versions = one["metadata"]["resourceVersion"], other["metadata"]["resourceVersion"]
            other["metadata"]["resourceVersion"], one["metadata"]["resourceVersion"] = versions
            yield forged


@kind("swap lines", "two neighboring lines are swapped, with their resourceVersions", "9.4 11.4")
def _swap_lines(history: History) -> Iterator[History]:
    for number, before, after in pairs(history):
        if is_irreversible(before, after) and before["type"] == after["type"] == "MODIFIED":
            forged = copied(history)
            forged[number - 1], forged[number] = forged[number], forged[number - 1]
            yield forged


@kind("revive the phase", "phase Succeeded or Failed, then Running", "1.13 1.16 11.1 11.9a")
def _revive(history: History) -> Iterator[History]:
    for number, before, after in pairs(history):
        if is_terminal(before) and is_terminal(after):
            forged = copied(history)
            status(forged[number])["phase"] = "Running"
            yield forged


@kind("exchange the end", "phase Succeeded, then Failed, or Failed, then Succeeded", "1.13 11.1 11.9a")
def _exchange(history: History) -> Iterator[History]:
    for number, before, after in pairs(history):
        if is_terminal(before) and is_terminal(after):
            forged = copied(history)
            status(forged[number])["phase"] = "Failed" if status(after)["phase"] == "Succeeded" else "Succeeded"
            yield forged


@kind("end early", "phase Succeeded while a regular container runs", "1.7 10.7 11.9b")
def _early(history: History) -> Iterator[History]:
    for number, event in enumerate(history):
        if status(event)["phase"] == "Running" and any(
            state(each) == "running" for each in containers(event, init=False).values()
        ):
            forged = copied(history)
            status(forged[number])["phase"] = "Succeeded"
            yield forged[: number + 1]


@kind("condition Ready", "condition Ready is True while a container is not ready", "7.4 7.5 11.9l")
def _condition(history: History) -> Iterator[History]:
    for number, event in enumerate(history):
        regular = containers(event, init=False).values()
        if regular and not all(each["ready"] for each in regular):
            forged = copied(history)
            conditions = status(forged[number]).get("conditions", [])
            edited = [each for each in conditions if each["type"] in ("Ready", "ContainersReady")]
            for condition in edited:
                condition["status"] = "True"
                condition.pop("reason", None)
            if edited:
                yield forged


@kind("run too soon", "phase Running while all containers wait for their first start", "1.5 1.6")
def _running(history: History) -> Iterator[History]:
    for number, event in enumerate(history):
        regular = containers(event, init=False).values()
        waiting = regular and all(state(each) == "waiting" and not each["lastState"] for each in regular)
        if waiting and status(event)["phase"] == "Pending":
            forged = copied(history)
            status(forged[number])["phase"] = "Running"
            yield forged


@kind("undelete", "deletionTimestamp is unset", "9.4 11.9d")
def _undelete(history: History) -> Iterator[History]:
    for number, before, after in pairs(history):
        if "deletionTimestamp" in metadata(before) and after["type"] == "MODIFIED":
            forged = copied(history)
            del metadata(forged[number])["deletionTimestamp"], metadata(forged[number])["deletionGracePeriodSeconds"]
            yield forged


@kind("more grace", "the grace period grows", "9.3")
def _grace(history: History) -> Iterator[History]:
    for number, before, _ in pairs(history):
        if "deletionTimestamp" in metadata(before):
            forged = copied(history)
            metadata(forged[number])["deletionGracePeriodSeconds"] = 999
            yield forged


@kind("another finalizer", "a finalizer is added after deletion was requested", "9.5")
def _finalizer(history: History) -> Iterator[History]:
    for number, before, after in pairs(history):
        if "deletionTimestamp" in metadata(before) and after["type"] == "MODIFIED":
            forged = copied(history)
            metadata(forged[number])["finalizers"] = ["example.com/late"]
            yield forged


@kind("another start time", "startTime changes", "11.5")
def _start_time(history: History) -> Iterator[History]:
    for number, before, after in pairs(history):
        if "startTime" in status(before) and "startTime" in status(after):
            forged = copied(history)
            status(forged[number])["startTime"] = "2001-01-01T00:00:00Z"
            yield forged


@kind(
    "the wrong end", "Succeeded although a container failed, or Failed without reason although all exited 0", "1.7 9.22"
)
def _wrong_end(history: History) -> Iterator[History]:
    end = next((number for number, event in enumerate(history) if is_terminal(event)), None)
    if end is None or status(history[end]).get("reason") or not containers(history[end], init=False):
        return
    init = [each for each in containers(history[end], init=True).values() if state(each) == "terminated"]
    regular = containers(history[end], init=False).values()
    if not all(state(each) == "terminated" for each in regular):
        return
    codes = [each["state"]["terminated"]["exitCode"] for each in regular]
    inits = [each["state"]["terminated"]["exitCode"] for each in init]
    if any(codes) or not any(inits):
        forged = copied(history)
        for event in forged[end:]:
            status(event)["phase"] = "Succeeded" if any(codes) else "Failed"
        yield forged


@kind("come back", "a deleted Pod is observed again", "9.2 F2")
def _come_back(history: History) -> Iterator[History]:
    if history[-1]["type"] == "DELETED":
        forged = copied([*history, {**history[-2], "type": "MODIFIED"}])
        metadata(forged[-1])["resourceVersion"] = metadata(history[-1])["resourceVersion"]
        newer(forged)
        yield forged


@kind("uninitialize", "condition Initialized is False while a regular container runs for the first time", "7.3")
def _uninitialize(history: History) -> Iterator[History]:
    for number, event in enumerate(history):
        if any(state(each) == "running" for each in containers(event, init=False).values()):
            forged = copied(history)
            for condition in status(forged[number]).get("conditions", []):
                if condition["type"] == "Initialized":
                    condition["status"] = "False"
            if forged != history:
                yield forged
