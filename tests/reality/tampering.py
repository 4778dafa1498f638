"""Histories that never were: systematic edits of recordings, each of which breaks a rule that the API shows.

An edit is made only where it breaks its rule by construction; where it would give another legal history, as when two
observations are swapped between which nothing happened that cannot be undone, it is not made.
"""

import json
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

Event = dict[str, Any]
History = list[Event]

KINDS: "dict[str, Kind]" = {}


class Kind(NamedTuple):
    """A kind of edit: what is done, the rule that it breaks, and the function that does it wherever it can."""

    text: str
    cites: str
    edits: Callable[[History], Iterator[History]]


def kind(name: str, text: str, cites: str) -> Callable[[Callable[[History], Iterator[History]]], None]:
    """Register a kind of edit."""

    def register(edits: Callable[[History], Iterator[History]]) -> None:
        KINDS[name] = Kind(text, cites, edits)

    return register


def copied(history: History) -> History:
    """A copy to be changed."""
    copy: History = json.loads(json.dumps(history))
    return copy


def status(event: Event) -> dict[str, Any]:
    """The status that an event shows."""
    found: dict[str, Any] = event["object"]["status"]
    return found


def metadata(event: Event) -> dict[str, Any]:
    """The metadata that an event shows."""
    found: dict[str, Any] = event["object"]["metadata"]
    return found


def containers(event: Event, init: bool | None = None) -> dict[str, dict[str, Any]]:
    """The container statuses of an event by name: of init containers, of regular ones, or (None) of both."""
    fields = {True: ["initContainerStatuses"], False: ["containerStatuses"]}.get(
        init, ["initContainerStatuses", "containerStatuses"]
    )
    return {each["name"]: each for field in fields for each in status(event).get(field, [])}


def state(container: dict[str, Any]) -> str:
    """Waiting, running or terminated."""
    return next(iter(container["state"]), "waiting")


def policy(event: Event, name: str) -> str:
    """The restart policy that counts for a container; empty where rules about exit codes do."""
    spec = event["object"]["spec"]
    for each in (*spec.get("initContainers", []), *spec["containers"]):
        if each["name"] == name:
            return "" if each.get("restartPolicyRules") else str(each.get("restartPolicy", spec["restartPolicy"]))
    return ""


def runs(container: dict[str, Any], since: str, restarts: int) -> None:
    """Let a container run."""
    container.update(state={"running": {"startedAt": since}}, ready=True, started=True, restartCount=restarts)


def went_on(before: Event, after: Event) -> bool:
    """Between the two something happened that cannot be undone."""
    old, new = containers(before), containers(after)
    return (
        any(
            name in old
            and (
                new[name]["restartCount"] > old[name]["restartCount"]
                or (state(old[name]), state(new[name])) == ("running", "terminated")
                or (state(old[name]) == "waiting" and state(new[name]) != "waiting" and not old[name]["lastState"])
            )
            and not (new[name]["restartCount"] == old[name]["restartCount"] and old[name].get("lastState"))
            for name in new
        )
        or (is_terminal(after) and not is_terminal(before))
        or ("deletionTimestamp" in metadata(after) and "deletionTimestamp" not in metadata(before))
        or ("startTime" in status(after) and "startTime" not in status(before))
    )


def is_terminal(event: Event) -> bool:
    """The phase is Succeeded or Failed."""
    return status(event)["phase"] in ("Succeeded", "Failed")


def last(history: History, holds: Callable[[Event], Any]) -> int | None:
    """The position of the last event of which it holds and that follows on another."""
    return next((n for n in range(len(history) - 1, 0, -1) if holds(history[n])), None)


def pairs(history: History) -> Iterator[tuple[int, Event, Event]]:
    """Neighbours, with the position of the second."""
    for number in range(1, len(history)):
        yield number, history[number - 1], history[number]


@kind("swap", "two neighbouring observations change places, resourceVersions stay", "2.1 9.4 11.1 11.9")
def _swap(history: History) -> Iterator[History]:
    for number, before, after in pairs(history):
        if went_on(before, after):
            forged = copied(history)
            one, other = forged[number - 1]["object"], forged[number]["object"]
            forged[number - 1]["object"], forged[number]["object"] = other, one
            versions = one["metadata"]["resourceVersion"], other["metadata"]["resourceVersion"]
            other["metadata"]["resourceVersion"], one["metadata"]["resourceVersion"] = versions
            yield forged


@kind("swap lines", "two neighbouring lines change places, with their resourceVersions", "9.4")
def _swap_lines(history: History) -> Iterator[History]:
    for number, before, after in pairs(history):
        if went_on(before, after) and before["type"] == after["type"] == "MODIFIED":
            forged = copied(history)
            forged[number - 1], forged[number] = forged[number], forged[number - 1]
            yield forged


@kind("resurrect", "a container that ended under Never runs once more", "4.5 11.9f")
def _resurrect(history: History) -> Iterator[History]:
    number = last(history, lambda event: not is_terminal(event) and event["type"] == "MODIFIED")
    if number is None or number < len(history) - 1:
        return
    for name, each in containers(history[number], init=False).items():
        if state(each) == "terminated" and policy(history[number], name) == "Never" and not each["restartCount"]:
            forged = copied([*history, history[number]])
            _newer(forged)
            runs(containers(forged[-1])[name], "2099-01-01T00:00:00Z", 1)
            yield forged


def _newer(history: History) -> None:
    metadata(history[-1])["resourceVersion"] = str(int(metadata(history[-1])["resourceVersion"]) + 1)


@kind("restart silently", "a container that terminated runs again with the same restartCount", "2.1 2.9")
def _silent(history: History) -> Iterator[History]:
    for number, before, after in pairs(history):
        for name, each in containers(after).items():
            old = containers(before).get(name)
            if old and state(old) == "terminated" and state(each) == "running":
                forged = copied(history)
                for event in forged[number:]:
                    containers(event)[name]["restartCount"] -= 1
                yield forged


@kind("lose a restart", "restartCount falls by one", "2.9 11.9e")
def _lose(history: History) -> Iterator[History]:
    for number, before, after in pairs(history):
        for name, each in containers(after).items():
            old = containers(before).get(name)
            if old and each["restartCount"] == old["restartCount"] > 0:
                forged = copied(history)
                containers(forged[number])[name]["restartCount"] -= 1
                yield forged


@kind("revive the phase", "phase Succeeded or Failed, then Running", "1.13 1.16 11.1")
def _revive(history: History) -> Iterator[History]:
    for number, before, after in pairs(history):
        if is_terminal(before) and is_terminal(after):
            forged = copied(history)
            status(forged[number])["phase"] = "Running"
            yield forged


@kind("exchange the end", "phase Succeeded, then Failed, or the other way round", "1.13 11.1")
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


@kind("ready too soon", "a container that does not run is ready, and so is the Pod", "2.12 7.4 7.5")
def _ready(history: History) -> Iterator[History]:
    for number, event in enumerate(history):
        for name, each in containers(event, init=False).items():
            if state(each) != "running":
                forged = copied(history)
                containers(forged[number])[name].update(ready=True, started=True)
                yield forged


@kind("ready while not started", "a container is ready before its startup probe has succeeded", "2.11 2.12 6.4")
def _unstarted(history: History) -> Iterator[History]:
    for number, event in enumerate(history):
        for name, each in containers(event).items():
            if state(each) == "running" and each.get("started") is False:
                forged = copied(history)
                containers(forged[number])[name]["ready"] = True
                yield forged


@kind("condition Ready", "condition Ready is True while a container is not ready", "7.4 7.5 11.9l")
def _condition(history: History) -> Iterator[History]:
    for number, event in enumerate(history):
        regular = containers(event, init=False).values()
        if regular and not all(each["ready"] for each in regular):
            forged = copied(history)
            for condition in status(forged[number]).get("conditions", []):
                if condition["type"] in ("Ready", "ContainersReady"):
                    condition["status"] = "True"
                    condition.pop("reason", None)
                    found = True
            if status(forged[number]).get("conditions") and found:
                yield forged


@kind("run too soon", "phase Running while every container waits for its first start", "1.5 1.6")
def _running(history: History) -> Iterator[History]:
    for number, event in enumerate(history):
        regular = containers(event, init=False).values()
        waiting = regular and all(state(each) == "waiting" and not each["lastState"] for each in regular)
        if waiting and status(event)["phase"] == "Pending":
            forged = copied(history)
            status(forged[number])["phase"] = "Running"
            yield forged


@kind("swap init containers", "two init containers exchange their statuses all along", "3.6")
def _init_order(history: History) -> Iterator[History]:
    spec = history[0]["object"]["spec"].get("initContainers", [])
    names = [each["name"] for each in spec if each.get("restartPolicy") != "Always"]
    for one, other in pairwise(names):
        differs = False
        forged = copied(history)
        for event in forged:
            both = containers(event, init=True)
            if one in both and other in both:
                differs = differs or (state(both[one]) != state(both[other]))
                both[one]["name"], both[other]["name"] = other, one
        if differs:
            yield forged


@kind("skip initialization", "a regular container runs while an init container has still to run", "3.6 3.8 11.9g")
def _skip(history: History) -> Iterator[History]:
    sidecars = {
        each["name"]
        for each in history[0]["object"]["spec"].get("initContainers", [])
        if each.get("restartPolicy") == "Always"
    }
    for number, event in enumerate(history):
        init = {name: each for name, each in containers(event, init=True).items() if name not in sidecars}
        regular = containers(event, init=False)
        if any(not each["restartCount"] and state(each) != "terminated" for each in init.values()) and regular:
            name = next(iter(regular))
            if state(regular[name]) == "waiting" and not regular[name]["restartCount"]:
                forged = copied(history)
                runs(containers(forged[number])[name], status(event)["startTime"], 0)
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


@kind("another start time", "startTime changes", "11.5")
def _start_time(history: History) -> Iterator[History]:
    for number, before, after in pairs(history):
        if "startTime" in status(before) and "startTime" in status(after):
            forged = copied(history)
            status(forged[number])["startTime"] = "2001-01-01T00:00:00Z"
            yield forged


@kind("another exit code", "the exit code of a container changes after its end", "2.1 2.7")
def _exit_code(history: History) -> Iterator[History]:
    for number, before, after in pairs(history):
        for name, each in containers(after).items():
            old = containers(before).get(name)
            if old and state(old) == state(each) == "terminated" and old["restartCount"] == each["restartCount"]:
                forged = copied(history)
                ended = containers(forged[number])[name]["state"]["terminated"]
                ended["exitCode"] = 1 if ended["exitCode"] == 0 else 0
                yield forged


@kind(
    "the wrong end", "Succeeded though a container failed, or Failed without reason though all ended with 0", "1.7 9.22"
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


@kind("run after the end", "a container runs while the phase is Succeeded or Failed", "10.7 11.9b")
def _after_end(history: History) -> Iterator[History]:
    end = next((number for number, event in enumerate(history) if is_terminal(event)), None)
    if end is not None and not status(history[end]).get("reason"):
        for name, each in containers(history[end], init=False).items():
            if state(each) == "terminated" and status(history[end]).get("startTime"):
                forged = copied(history)
                for event in forged[end:]:
                    runs(containers(event)[name], status(event)["startTime"], each["restartCount"])
                yield forged[: end + 1]


@kind("crash before the start", "CrashLoopBackOff of a container that never ran", "2.5")
def _crash(history: History) -> Iterator[History]:
    for number, event in enumerate(history):
        for name, each in containers(event).items():
            if state(each) == "waiting" and not each["lastState"] and not each["restartCount"]:
                forged = copied(history)
                containers(forged[number])[name]["state"] = {"waiting": {"reason": "CrashLoopBackOff"}}
                yield forged


@kind("come back", "a Pod that was deleted is seen once more", "9.2 F2")
def _come_back(history: History) -> Iterator[History]:
    if history[-1]["type"] == "DELETED":
        forged = copied([*history, {**history[-2], "type": "MODIFIED"}])
        metadata(forged[-1])["resourceVersion"] = metadata(history[-1])["resourceVersion"]
        _newer(forged)
        yield forged


@kind("unstart", "a container that ran waits for its first start", "2.1 2.2")
def _unstart(history: History) -> Iterator[History]:
    for number, before, after in pairs(history):
        for name, each in containers(after, init=False).items():
            old = containers(before).get(name)
            if old and state(old) == state(each) == "running" and old["restartCount"] == each["restartCount"] == 0:
                forged = copied(history)
                containers(forged[number])[name].update(
                    state={"waiting": {"reason": "ContainerCreating"}}, ready=False, started=False
                )
                yield forged


@kind("end before the start", "a container finished before it started", "2.1")
def _times(history: History) -> Iterator[History]:
    for number, event in enumerate(history):
        for name, each in containers(event).items():
            if state(each) == "terminated" and each["state"]["terminated"].get("startedAt"):
                forged = copied(history)
                containers(forged[number])[name]["state"]["terminated"]["finishedAt"] = "2001-01-01T00:00:00Z"
                yield forged
                return


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


@kind("another last exit", "lastState tells another exit than the one that was seen", "2.1")
def _last_exit(history: History) -> Iterator[History]:
    for number, before, after in pairs(history):
        for name, each in containers(after).items():
            old, ended = containers(before).get(name), each.get("lastState", {}).get("terminated")
            if old and ended and state(old) == "terminated" and each["restartCount"] == old["restartCount"] + 1:
                forged = copied(history)
                containers(forged[number])[name]["lastState"]["terminated"]["exitCode"] = ended["exitCode"] + 1
                yield forged
