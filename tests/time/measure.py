"""Durations measured in recordings of a real kubelet, each with its Pod and what its commands are written to do.

python tests/time/measure.py FOLDER…    measure the recordings in these folders again, and write measured.json

A folder is named after its version and holds, for each Pod, the manifest (.yaml), the watch events (.jsonl), what was
done to it (.actions.jsonl), and the calls to the container runtime (.cri.jsonl) where they were recorded.  Without
them, the times of starts and exits are those of the statuses, which are whole seconds.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

RECORD = Path(__file__).with_name("measured.json")

OUTSIDE = re.compile(
    "kr-|nl-|nl2-|nd-|ev-|te-|reject|sched-gate|unsched|img-|cnifail|start-error|evict-kubelet|ephemeral|del-unsched|"
    "del-finalizer-unsched|del-creating|del-imagepull|sandbox|preempt|ready-flap|stop-signal|del-force|del-twice|"
    "prestop-grace0|kill9|del-immediately|update|del-after-bind|poststart-fail"
)
"""Recordings in which somebody outside the Pod disturbs it, or a hook fails, which nobody can declare."""

SHELL = 0.5
"""Seconds within which a shell does what its script says, beyond the sleeps in it."""

Json = dict[str, Any]
Events = list[Json]


def main(folders: Iterable[str]) -> None:
    """Measure every recording of the folders, and write the record."""
    measured = [each for folder in folders for each in of_folder(Path(folder))]
    RECORD.write_text("[\n" + ",\n".join(json.dumps(each) for each in measured) + "\n]\n")
    print(len(measured), "recordings,", sum(len(each["durations"]) for each in measured), "durations")


def of_folder(folder: Path) -> Iterator[Json]:
    """The measured recordings of one version."""
    for actions in sorted(folder.glob("*.actions.jsonl")):
        name = actions.name.partition(".")[0]
        # A second run of the same Pods keeps no manifests of its own.
        manifest = next(folder.parent.glob(f"{folder.name.partition('-')[0]}/{name}.yaml"), None)
        pod = yaml.safe_load(manifest.read_text()) if manifest else {"spec": {"containers": []}}
        behaviour = None if OUTSIDE.match(name) or not is_alone(pod["spec"]) else declared(pod["spec"]["containers"][0])
        if behaviour is not None:
            recorded = Recorded(folder / name, pod["spec"])
            durations = [(label, round(seconds, 2)) for label, seconds in recorded.durations()]
            whole = {"whole_seconds": True} if not recorded.calls else {}
            grace = {} if recorded.grace is None else {"delete_grace": recorded.grace}
            yield {"version": folder.name, "recording": name, **whole, "declared": behaviour, **grace} | {
                "durations": durations,
                "spec": pod["spec"],
            }


def is_alone(spec: Json) -> bool:
    """Whether the Pod has one container and no readiness gates."""
    return len(spec["containers"]) + len(spec.get("initContainers", ())) == 1 and "readinessGates" not in spec


def declared(container: Json) -> Json | None:
    """What the script of a container is written to do; None if that is not known."""
    script = " ".join([*container.get("command", ()), *container.get("args", ())])
    process = of_process(script)
    if process is None:
        return None
    hooks = {name: of_hook(container, key) for name, key in (("pre_stop", "preStop"), ("post_start", "postStart"))}
    return {"pull": [0, 0], **process, **of_health(container, script), **{k: v for k, v in hooks.items() if v}}


def of_process(script: str) -> Json | None:
    """When the process exits by itself, and how long it takes after SIGTERM; null: never."""
    if "memhog" in script:
        return {"exits": [1, 3.5], "drains": None}
    if match := re.match(r"sh -c sleep ([0-9]+)", script):
        return {"exits": about(match[1]), "drains": None}
    if "K=cnt" in script:
        return {"exits": about(1), "drains": None}
    if "trap ''" in script:
        return {"drains": None}
    if match := re.search(r"trap 'sleep ([0-9]+)", script):
        return {"drains": about(match[1])}
    return {"drains": about(0)} if "trap 'exit" in script else None


def of_health(container: Json, script: str) -> Json:
    """From when on its probes succeed, and from when on they fail again; null: never."""
    health: Json = {}
    for kind in ("livenessProbe", "startupProbe", "readinessProbe"):
        probe = " ".join(container.get(kind, {}).get("exec", {}).get("command", ()))
        if "test -f /tmp/h" in probe:
            health = {"starts": [0, 0.3], "hangs": about(seconds(r"\(sleep ([0-9]+); rm", script))}
        elif "test -f /tmp/s" in probe:
            health = {"starts": about(seconds(r"\(sleep ([0-9]+); touch", script))}
        elif "false" in probe or "sleep" in probe:
            health = {"starts": None}
        elif "true" in probe:
            health = health or {"starts": [0, 0]}
    return health


def of_hook(container: Json, key: str) -> list[float] | None:
    """How long a hook that runs a command takes."""
    command = container.get("lifecycle", {}).get(key, {}).get("exec", {}).get("command")
    return about(seconds(r"sleep ([0-9]+)", " ".join(command))) if command else None


def about(least: str | float) -> list[float]:
    """That long, as a shell does it."""
    return [float(least), float(least) + SHELL]


def seconds(pattern: str, text: str) -> float:
    """The number that the pattern finds; 0 if none."""
    match = re.search(pattern, text)
    return float(match[1]) if match else 0


class Recorded:
    """One recorded Pod of one container: the moments at which something happened to it, in seconds."""

    def __init__(self, base: Path, spec: Json):
        self.spec = spec
        self.container: Json = spec["containers"][0]
        self.actions, self.watch, self.calls = (
            lines(base, suffix) for suffix in (".actions.jsonl", ".jsonl", ".cri.jsonl")
        )
        self.created = next(moment(each["ts"]) for each in self.actions if each["action"] == "create")
        self.end = next((moment(each["ts"]) for each in self.actions if each["action"] == "end"), float("inf"))
        self.delete = next((each for each in self.actions if each["action"] in ("delete", "eviction")), None)
        self.deleted = moment(self.delete.get("sent") or self.delete["ts"]) if self.delete else float("inf")
        # Statuses tell whole seconds: an exit that seems to come right before the deletion may be its effect.
        self.undisturbed = self.deleted if self.calls else self.deleted - 1
        self.starts = self._tasks("TaskStart", "startedAt")
        self.exits = self._tasks("TaskExit", "finishedAt")

    @property
    def grace(self) -> int | None:
        """The grace period that the deletion was answered with; None if the Pod was not deleted."""
        if self.delete is None:
            return None
        result = self.delete.get("result")
        answered = result.get("deletionGracePeriodSeconds") if isinstance(result, dict) else None
        asked = self.delete.get("gracePeriodSeconds")
        default: int = self.spec.get("terminationGracePeriodSeconds", 30)
        return next((each for each in (answered, asked) if each is not None), default)

    def durations(self) -> Iterator[tuple[str, float]]:
        """Every duration between two moments of the recording, by the name of the question that it answers."""
        yield from self._start()
        yield from self._instances()
        if self.delete is None:
            if (
                self.exits
                and not self.has_deadline
                and (terminal := self._seen(lambda status: status["phase"] in ("Succeeded", "Failed")))
            ):
                yield "last exit to terminal phase", terminal - self.exits[-1]
        else:
            yield from self._stop()

    def _start(self) -> Iterator[tuple[str, float]]:
        running = self._seen(lambda status: status.get("phase") == "Running")
        ready = self._seen(
            lambda status: (
                {"Ready": "True"} in [{each["type"]: each["status"]} for each in status.get("conditions", ())]
            )
        )
        if self.starts and self.starts[0] < self.deleted:
            yield "created to started", self.starts[0] - self.created
        if self.starts and running and running < self.deleted:
            yield "created to Running", running - self.created
        if ready and ready < self.deleted:
            yield "created to Ready", ready - self.created

    def _instances(self) -> Iterator[tuple[str, float]]:
        """Starts and exits of the first instances, before a deletion."""
        for number, (start, exit_) in enumerate(zip(self.starts, self.exits, strict=False)):
            if number < 3 and exit_ < min(self.undisturbed, self.end):
                yield f"start {number} to exit", exit_ - start
        for number, (exit_, start) in enumerate(zip(self.exits, self.starts[1:], strict=False)):
            if number < 3 and start < min(self.undisturbed, self.end):
                yield f"exit {number} to restart", start - exit_

    def _stop(self) -> Iterator[tuple[str, float]]:
        """From the deletion of a Pod whose container ran, or had exited, to its end."""
        started, exited = (sum(each < self.undisturbed for each in times) for times in (self.starts, self.exits))
        if not started or any(key in self.container for key in ("livenessProbe",)) or self.spec_has_hook("postStart"):
            return
        runs, later = started > exited, [each for each in self.exits if each > self.undisturbed]
        state = "running" if runs else "exited"
        gone = next((moment(each["ts"]) for each in self.watch if each["type"] == "DELETED"), None)
        if gone and not self.held():
            yield f"delete while {state} to gone", gone - self.deleted
        if runs and later:
            yield "delete while running to exit", later[0] - self.deleted
            if (stopped := self._stopped()) and self.deleted < stopped < later[0]:
                yield "signal to exit", later[0] - stopped

    def spec_has_hook(self, key: str) -> bool:
        """Whether the container has this hook."""
        return key in self.container.get("lifecycle", {})

    @property
    def has_deadline(self) -> bool:
        """Whether the Pod has a deadline, which may end it while no container is left to exit."""
        return "activeDeadlineSeconds" in self.spec

    def held(self) -> bool:
        """Whether a finalizer keeps the object."""
        return any(each["object"]["metadata"].get("finalizers") for each in self.watch)

    def _stopped(self) -> float | None:
        """When the runtime was asked to stop the container."""
        return next(
            (
                moment(each["ts"])
                for each in self.calls
                if each.get("call") == "StopContainer" and each.get("phase") == "begin"
                if each.get("container") == self.container["name"] and moment(each["ts"]) < self.end
            ),
            None,
        )

    def _seen(self, shows: Any) -> float | None:
        """When a status that shows this was first seen."""
        return next((moment(each["ts"]) for each in self.watch if shows(each["object"]["status"])), None)

    def _tasks(self, event: str, key: str) -> list[float]:
        """The moments of all starts or exits, as the runtime reported them, else as the statuses tell them."""
        if self.calls:
            mine = [
                each
                for each in self.calls
                if each.get("event") == event and each["container"] == self.container["name"]
            ]
            return [moment(each.get("exited_at") or each["ts"]) for each in mine]
        times: dict[int, float] = {}
        for status in (each for event in self.watch for each in event["object"]["status"].get("containerStatuses", ())):
            count = status.get("restartCount", 0)
            for number, states in ((count, status.get("state", {})), (count - 1, status.get("lastState", {}))):
                for state in states.values():
                    if state.get(key):
                        times.setdefault(number, moment(state[key]))
        return [times[number] for number in sorted(times)]


def lines(base: Path, suffix: str) -> Events:
    """The lines of one of the files of a recording; none if it was not recorded."""
    path = base.parent / (base.name + suffix)
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def moment(text: str) -> float:
    """Seconds since 1970."""
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


if __name__ == "__main__":
    main(sys.argv[1:])
