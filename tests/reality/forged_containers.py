"""Edits of container statuses: states, restarts, exits, order, readiness."""

from collections.abc import Iterator
from itertools import pairwise

from history import History, containers, copied, is_terminal, kind, last, newer, pairs, policy, runs, state, status


@kind("resurrect", "a container with policy Never ends and runs again", "4.5 11.2 11.9f")
def _resurrect(history: History) -> Iterator[History]:
    number = last(history, lambda event: not is_terminal(event) and event["type"] == "MODIFIED")
    if number is None or number < len(history) - 1:
        return
    for name, each in containers(history[number], init=False).items():
        if state(each) == "terminated" and policy(history[number], name) == "Never" and not each["restartCount"]:
            forged = copied([*history, history[number]])
            newer(forged)
            runs(containers(forged[-1])[name], "2099-01-01T00:00:00Z", 1)
            yield forged


@kind("restart silently", "a terminated container runs again with the same restartCount", "2.1 2.9")
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


@kind("swap init containers", "two init containers exchange their statuses in every observation", "3.6")
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


@kind("skip initialization", "a regular container runs before an init container has finished", "3.6 3.8 11.9g")
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


@kind("another exit code", "the exit code of a terminated container changes", "2.1 2.7")
def _exit_code(history: History) -> Iterator[History]:
    for number, before, after in pairs(history):
        for name, each in containers(after).items():
            old = containers(before).get(name)
            if old and state(old) == state(each) == "terminated" and old["restartCount"] == each["restartCount"]:
                forged = copied(history)
                ended = containers(forged[number])[name]["state"]["terminated"]
                ended["exitCode"] = 1 if ended["exitCode"] == 0 else 0
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
                containers(forged[number])[name]["state"]["terminated"]["finishedAt"] = "1901-01-01T00:00:00Z"
                yield forged
                return


@kind("another last exit", "lastState shows another exit than the one observed", "2.1")
def _last_exit(history: History) -> Iterator[History]:
    for number, before, after in pairs(history):
        for name, each in containers(after).items():
            old, ended = containers(before).get(name), each.get("lastState", {}).get("terminated")
            if old and ended and state(old) == "terminated" and each["restartCount"] == old["restartCount"] + 1:
                forged = copied(history)
                containers(forged[number])[name]["lastState"]["terminated"]["exitCode"] = ended["exitCode"] + 1
                yield forged
