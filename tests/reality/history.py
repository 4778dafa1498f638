"""Recorded histories as data, and the functions with which edits of them are written."""

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

Event = dict[str, Any]
History = list[Event]

KINDS: "dict[str, Kind]" = {}


class Kind(NamedTuple):
    """A kind of edit: what it changes, the rules that it violates, and a function that yields every such edit."""

    text: str
    cites: str
    edits: Callable[[History], Iterator[History]]


def kind(name: str, text: str, cites: str) -> Callable[[Callable[[History], Iterator[History]]], None]:
    """Register a kind of edit."""

    def register(edits: Callable[[History], Iterator[History]]) -> None:
        KINDS[name] = Kind(text, cites, edits)

    return register


def copied(history: History) -> History:
    """A deep copy, which an edit may change."""
    copy: History = json.loads(json.dumps(history))
    return copy


def status(event: Event) -> dict[str, Any]:
    """The status that an event shows."""
    shown: dict[str, Any] = event["object"]["status"]
    return shown


def metadata(event: Event) -> dict[str, Any]:
    """The metadata that an event shows."""
    fields: dict[str, Any] = event["object"]["metadata"]
    return fields


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
    """The restart policy of a container; empty if it has rules for exit codes."""
    spec = event["object"]["spec"]
    for each in (*spec.get("initContainers", []), *spec["containers"]):
        if each["name"] == name:
            return "" if each.get("restartPolicyRules") else str(each.get("restartPolicy", spec["restartPolicy"]))
    return ""


def runs(container: dict[str, Any], since: str, restarts: int) -> None:
    """Change the status of a container to running and ready."""
    container.update(state={"running": {"startedAt": since}}, ready=True, started=True, restartCount=restarts)


def is_irreversible(before: Event, after: Event) -> bool:
    """Whether something irreversible happened between the two events."""
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
    """Whether the phase is Succeeded or Failed."""
    return status(event)["phase"] in ("Succeeded", "Failed")


def last(history: History, holds: Callable[[Event], Any]) -> int | None:
    """The position of the last event, except the first one, for which this holds."""
    return next((n for n in range(len(history) - 1, 0, -1) if holds(history[n])), None)


def pairs(history: History) -> Iterator[tuple[int, Event, Event]]:
    """Neighboring events, with the position of the second."""
    for number in range(1, len(history)):
        yield number, history[number - 1], history[number]


def newer(history: History) -> None:
    """Give the last event a newer resourceVersion."""
    metadata(history[-1])["resourceVersion"] = str(int(metadata(history[-1])["resourceVersion"]) + 1)
