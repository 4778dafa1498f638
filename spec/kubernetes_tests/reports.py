"""The container statuses that the kubelet reports: kubelet_pods.go `convertToAPIContainerStatuses`. [2.2 to 2.9]"""

from collections.abc import Mapping
from typing import Any

from podproof.spec.kubernetes_tests import arithmetic
from podproof.spec.kubernetes_tests.case_state import containers
from podproof.spec.kubernetes_tests.decisions import Answer, Input, NotModeled, decision
from podproof.spec.kubernetes_tests.phase import by_name
from podproof.spec.pod.state import Container

Status = dict[str, Any]
UNSEEN = ("ContainerStatusUnknown", "RestartingAllContainers")
"""The reason of an end that nobody saw; the second one while all containers restart."""


def convert(case: Input) -> Answer:
    """The statuses that follow from those that the API showed, and from the instances of the runtime."""
    report = StatusReport(case)
    wants_inits = case.get("convert") == "initContainers"
    wanted = [each for each in containers(case) if (each.kind == "regular") != wants_inits]
    ordered = wanted if wants_inits else sorted(wanted, key=lambda each: each.name)
    by = (
        arithmetic.is_removed_to_restart,
        arithmetic.has_vanished,
        arithmetic.is_taken_as_completed,
        arithmetic.reported_restarts,
    )
    return {"statuses": decision([report.of(each) for each in ordered], *by)}


class StatusReport:
    """The statuses of one Pod: what the API showed, and the instances that the runtime knows, the newest first."""

    def __init__(self, case: Input) -> None:
        self.shown = by_name(case.get("previousStatuses"))
        self.is_restarting = bool(case.get("podRestarting"))
        self.is_deleted = bool(case.get("deletionTimestamp"))
        self.first_reason = arithmetic.first_waiting_reason(bool(case.get("initContainers")))
        newest = sorted(case.get("runtimeStatuses") or (), key=lambda each: -each.get("createdAt", 0))
        self.instances = {name: [each for each in newest if each["name"] == name] for name in by_name(newest)}
        regular = [each.name for each in containers(case) if each.kind == "regular"]
        self.regular_is_known = any(
            self.instances[name][0].get("state") != "unknown" for name in regular if name in self.instances
        )

    def of(self, configuration: Container) -> Status:
        """The status to report for a container."""
        name = configuration.name
        if name in self.instances:
            status = self.known(self.instances[name][0], self.shown.get(name))
            if len(self.instances[name]) > 1:
                status["lastTermination"] = _termination(self.instances[name][1])
            return {"name": name, **status}
        status = self.lost(self.shown.get(name))
        completed = arithmetic.is_taken_as_completed(configuration.kind, "Absent", self.regular_is_known)
        if completed and status["state"] == "waiting":
            status |= {"state": "terminated", "reason": "Completed", "exitCode": 0}
        return {"name": name, **status}

    def lost(self, old: Mapping[str, Any] | None) -> Status:
        """The status of a container that the runtime does not know."""
        shown, last = _shown(old), (old or {}).get("lastTermination")
        count = (old or {}).get("restartCount", 0)
        if arithmetic.is_removed_to_restart(self.is_restarting, shown):
            reason = UNSEEN[1]
            ended = {"reason": reason, "exitCode": arithmetic.missing_exit_code()}
            return {"state": "waiting", "reason": reason, "lastTermination": ended, "restartCount": count + 1}
        if old is not None and arithmetic.stays_terminated(shown):
            return {"restartCount": 0, **old}
        if arithmetic.has_vanished(shown, bool(last)):
            count += int(arithmetic.counts_as_restart(shown, bool(last), self.is_deleted))
            last = {"reason": UNSEEN[0], "exitCode": arithmetic.missing_exit_code()}
        return {"state": "waiting", "reason": self.first_reason, "lastTermination": last, "restartCount": count}

    def known(self, instance: Mapping[str, Any], old: Mapping[str, Any] | None) -> Status:
        """The status of a container whose newest instance the runtime knows."""
        old, shown = old or {}, _shown(old)
        ended = shown == "terminated"
        is_other = instance.get("id") != old.get("id")
        state = self.state(instance, shown)
        counts = instance.get("restartCount", 0), old.get("restartCount", 0)
        is_new = (ended and state["state"] == "running") or state.get("reason") in UNSEEN
        return {
            **state,
            "lastTermination": _termination(old) if ended and is_other else old.get("lastTermination"),
            "restartCount": arithmetic.reported_restarts(*counts, is_new),
        }

    def state(self, instance: Mapping[str, Any], shown: str) -> Status:
        """The state of a known instance; an instance in an unknown state that was running has ended unseen."""
        state = instance.get("state", "").lower()
        if state == "running":
            return {"state": "running"}
        if state == "exited":
            return {"state": "terminated", **_termination(instance)}
        if state == "created" or (state == "unknown" and shown != "running"):
            return {"state": "waiting", "reason": ""}
        if state == "unknown":
            reason = UNSEEN[int(self.is_restarting)]
            return {"state": "terminated", "reason": reason, "exitCode": arithmetic.missing_exit_code()}
        raise NotModeled(f"unknown state {state!r} of a container in the runtime")


def _shown(old: Mapping[str, Any] | None) -> str:
    return str((old or {}).get("state", "")).lower()


def _termination(instance: Mapping[str, Any]) -> Status:
    return {"reason": instance.get("reason"), "exitCode": instance.get("exitCode")}


FUNCTIONS = {"convertToAPIContainerStatuses": convert}
