"""What `kubectl get pods` prints of a status: pkg/printers/internalversion/printers.go. [2.1 2.11 7.3]"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from podproof.spec.conditions import evaluate
from podproof.spec.kubernetes_tests import arithmetic
from podproof.spec.kubernetes_tests.decisions import Answer, Decider, Input, NotModeled, decision
from podproof.spec.pod.printer import ApiState, Printer, Shown
from podproof.spec.pod.state import NEWEST

Status = Mapping[str, Any]

ASKED = Decider("Printer.line [2.1 2.11 7.3]")
"""The printer of the columns of every trace and picture."""

KINDS = {"init": "init", "sidecar": "sidecar", "unknown": "init"}
"""The kinds of init container in a case; for the printer, one that the spec lacks is an init container."""

SCHEDULING_GATED = "SchedulingGated"


class CaseAnswers(dict[str, bool]):
    """What a case says of a container or of the Pod: facts by name, and conditions over them."""

    def __missing__(self, condition: str) -> bool:
        if condition.isidentifier():
            raise NotModeled(f"the printer asks for {condition}, which a status does not show")
        return bool(evaluate(condition, self.__getitem__))


class PrinterCase:
    """The statuses of a case, and the printer for exactly what they show."""

    def __init__(self, case: Input) -> None:
        self.case = case
        self.inits: Sequence[Status] = case.get("initStatuses") or ()
        self.regulars: Sequence[Status] = case.get("containerStatuses") or ()
        self.statuses = (*self.inits, *self.regulars)
        known = case.get("initKinds") or ()
        if not set(known) <= KINDS.keys() or len(known) < len(self.inits):
            raise NotModeled(f"unknown kinds {', '.join(map(str, known)) or 'none'} of init containers")
        self.kinds = (*(KINDS[kind] for kind in known[: len(self.inits)]), *("regular" for _ in self.regulars))
        self.states = list(dict.fromkeys(map(api_state, self.statuses)))
        self.printer = Printer(
            self.kinds,
            sum(kind != "unknown" for kind in known),
            (case.get("specContainers") or 0) + sum(kind == "sidecar" for kind in known),
            case.get("kubernetes") or NEWEST,
            Shown(
                {state: f"shows_{number}" for number, state in enumerate(self.states)},
                frozenset(api_state(each) for each in self.statuses if each.get("exitCode")),
                {case.get("phase", ""): "has_phase"},
                self._reasons(),
            ),
        )

    def _reasons(self) -> dict[str, str]:
        reasons = {SCHEDULING_GATED: "is_gated"} if self._condition("PodScheduled").endswith(SCHEDULING_GATED) else {}
        reason = self.case.get("statusReason")
        return {**reasons, reason: "has_reason"} if reason and not reasons else reasons

    def _condition(self, name: str) -> str:
        """The status of a condition, and its reason after a slash."""
        return str((self.case.get("conditions") or {}).get(name, ""))

    def answers(self) -> list[CaseAnswers]:
        """What the statuses show of each container and, last, of the Pod."""
        each = [self._of_container(status, kind) for status, kind in zip(self.statuses, self.kinds, strict=True)]
        inits, regulars = each[: len(self.inits)], each[len(self.inits) :]
        initialized = self._condition("Initialized").startswith("True")
        reasons = dict.fromkeys(("is_gated", "has_reason", "status_has_reason"), bool(self.printer.shown.reasons))
        whole = CaseAnswers(
            object_exists=True,
            is_alive=not self.case.get("deleting"),
            phase_is_terminal=self.case.get("phase") in ("Succeeded", "Failed"),
            is_scheduled=True,
            has_phase=True,
            ready_condition_is_true=self._condition("Ready").startswith("True"),
            some_regular_is_ready=any(one["is_ready"] for one in regulars),
            status_is_of_regular_containers=initialized or all(one["shown_as_initialized"] for one in inits),
            **reasons,
        )
        return [*each, whole]

    def _of_container(self, status: Status, kind: str) -> CaseAnswers:
        state, started = status.get("state"), bool(status.get("started"))
        completed = state == "terminated" and status.get("exitCode") == 0
        serves = state == "running" if kind == "regular" else started and not completed
        return CaseAnswers(
            shown_as_initialized=completed or (kind == "sidecar" and started),
            is_ready=bool(status.get("ready")) and serves,
            **{f"shows_{number}": api_state(status) == one for number, one in enumerate(self.states)},
        )


SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "y": 365 * 86400}
"""The units in which kubectl prints durations."""


def api_state(status: Status) -> ApiState:
    """The state of a container; a terminated one without a reason has its signal or exit code for it."""
    state, reason = status.get("state") or "", status.get("reason") or ""
    if state == "terminated" and not reason:
        signal = status.get("signal")
        reason = f"Signal:{signal}" if signal else f"ExitCode:{status.get('exitCode')}"
    return ApiState(state, "" if state in ("", "running") else reason)


def in_seconds(age: str) -> int:
    """A duration as kubectl prints it, such as 3m20s, in seconds."""
    return sum(int(number) * SECONDS[unit] for number, unit in re.findall(r"(\d+)([smhdy])", age))


def print_pod(case: Input) -> Answer:
    """`printPod`: READY, STATUS and RESTARTS, with the time since the last restart."""
    asked = PrinterCase(case)
    answers = asked.answers()
    line = asked.printer.line(answers, [each.get("restarts") or 0 for each in asked.statuses])
    ages = [asked.statuses[site].get("last") for site in asked.printer.restart_sites(answers)]
    restarts = arithmetic.with_age(line.restarts, min(filter(None, ages), key=in_seconds, default=""))
    return {
        "ready": decision(line.ready, ASKED),
        "status": decision(line.status, ASKED),
        "restarts": decision(restarts, ASKED, arithmetic.with_age),
    }


FUNCTIONS = {"printPod": print_pod}
FORMS = {"initKinds": print_pod}
