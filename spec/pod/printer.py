"""The printer of `kubectl get pods`: each text of a column with the facts under which it is printed.

It follows `printPod` (pkg/printers/internalversion/printers.go).  It knows no state: conditions say what is shown, and
`Shown` names the conditions of the Pods that are printed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from podproof.spec.pod.state_answers import POD

PRINTS_FAILURES_SINCE = 35
"""The minor version from which the reason of a failed container is printed instead of another one's Completed.

kubernetes/kubernetes#124766.
"""

Answers = Sequence[Mapping[str, bool]]
"""Which conditions are true: of each container and, last, of the Pod."""


class Fact(NamedTuple):
    """One visible thing: which field, its value, and the condition on the Pod, or on the container at a site."""

    field: str
    value: str
    condition: str
    site: int | None = None


Facts = tuple[Fact, ...]


class ApiState(NamedTuple):
    """The state of a container in the API: waiting, running or terminated, with its reason [2]."""

    state: str
    reason: str


class StatusRow(NamedTuple):
    """A text of the column STATUS, and the facts that must all be true for it."""

    text: str
    facts: Facts


class KubectlLine(NamedTuple):
    """The columns of `kubectl get pods`."""

    status: str
    ready: str
    restarts: int


@dataclass(frozen=True, eq=False)
class Shown:
    """What the API may show, each with the condition for it: of a container, its state; of the Pod, phase and reason.

    The first state whose condition is true counts.  `failures` are the terminated states with another exit code than 0.
    """

    states: Mapping[ApiState, str]
    failures: frozenset[ApiState]
    phases: Mapping[str, str]
    reasons: Mapping[str, str]

    @cached_property
    def exclusive_states(self) -> dict[ApiState, str]:
        """Each state with the condition that it is this one and none before it."""
        conditions, earlier = {}, ""
        for shown, when in self.states.items():
            conditions[shown] = f"{earlier}{when}"
            earlier += f"not {when} and "
        return conditions

    def any_of(self, states: Sequence[ApiState]) -> str:
        """The condition that it is one of these states; empty for none."""
        conditions = self.exclusive_states
        return " or ".join(f"({conditions[each]})" for each in states)


GONE = "(gone)"
"""What stands in the column for a Pod whose object is deleted."""

NODE_LOST = "NodeLost"
"""The reason of a Pod on a lost node; once it is deleted, STATUS is Unknown."""

SHOWS_CONTAINERS = "(is_alive or phase_is_terminal) and object_exists and is_scheduled"
"""STATUS is about the containers: nothing about the whole Pod is printed in their place."""

READY = "ready_condition_is_true"
"""The condition Ready, on which it depends what is printed of a Pod that has completed in part."""

OF_THE_API = frozenset({SHOWS_CONTAINERS, READY, f"not {READY}"})
"""Conditions that the API server knows itself; the others of a container's row are as the kubelet published them."""


@dataclass(frozen=True, eq=False)
class Printer:
    """The printer for Pods that have these containers in their status, by kind and in order.

    `inits` is the number of init containers and sidecars in the spec, `counted` the number that READY is out of.
    """

    kinds: tuple[str, ...]
    inits: int
    counted: int
    kubernetes: int
    shown: Shown

    def line(self, answers: Answers, restarts: Sequence[int]) -> KubectlLine:
        """The columns where these answers are true and the containers have restarted so often."""
        ready = sum(_are_true(facts, answers) for facts in self.ready_facts)
        text = next(row.text for row in self.status_rows if _are_true(row.facts, answers))
        return KubectlLine(text, f"{ready}/{self.counted}", sum(restarts[site] for site in self.restart_sites(answers)))

    @cached_property
    def ready_facts(self) -> tuple[Facts, ...]:
        """What READY counts: the facts under which it counts each sidecar and each regular container."""
        earlier: Facts = ()
        counted = []
        for site, kind in enumerate(self.kinds):
            ready = Fact("ready", "True", "is_ready", site)
            if kind == "sidecar":
                counted.append((*earlier, ready))
            if kind == "regular":
                counted.append((Fact("STATUS", "", "status_is_of_regular_containers"), ready))
            elif kind in INITIAL:
                earlier += (Fact("initialized", "True", "shown_as_initialized", site),)
        return tuple(counted)

    @cached_property
    def status_rows(self) -> tuple[StatusRow, ...]:
        """The column STATUS: exactly one row is true of each state."""
        return (*self.pod_rows, *self.container_rows, *self._rows_without_a_reason())

    @cached_property
    def pod_rows(self) -> tuple[StatusRow, ...]:
        """What is printed whatever the containers do."""
        return tuple(self._rows_of_the_pod())

    @cached_property
    def container_rows(self) -> tuple[StatusRow, ...]:
        """The texts that say something about a container."""
        return (*self._rows_of_init_containers(), *self._rows_of_regular_containers())

    @cached_property
    def plain_rows(self) -> tuple[StatusRow, ...]:
        """The texts where nothing is said about a container, as before the first status; the first true one."""
        return tuple(_row(text, when) for text, when in {**self.shown.reasons, **self.shown.phases}.items())

    def restart_sites(self, answers: Answers) -> list[int]:
        """What RESTARTS counts: init containers and sidecars up to the current one, or sidecars and regular ones."""
        inits = [site for site, kind in enumerate(self.kinds) if kind in INITIAL]
        waiting = (number for number, site in enumerate(inits, 1) if not answers[site]["shown_as_initialized"])
        inits = inits[: next(waiting, None)]
        if not answers[POD]["status_is_of_regular_containers"]:
            return inits
        sidecars = (site for site in inits if self.kinds[site] == "sidecar")
        regulars = (site for site, kind in enumerate(self.kinds) if kind == "regular")
        return [*sidecars, *regulars]

    def _rows_of_the_pod(self) -> Iterator[StatusRow]:
        yield _row(GONE, "not object_exists")
        if NODE_LOST in self.shown.reasons:
            yield _row("Unknown", "object_exists and not is_alive", self.shown.reasons[NODE_LOST])
        yield _row("Terminating", "object_exists and not is_alive and not phase_is_terminal")
        unscheduled = "object_exists and (is_alive or phase_is_terminal) and not is_scheduled"
        yield _row("SchedulingGated", unscheduled, "scheduling_gates_are_closed")
        for phase, shown in self.shown.phases.items():
            yield _row(phase, unscheduled, "not scheduling_gates_are_closed", shown)

    def _rows_of_init_containers(self) -> Iterator[StatusRow]:
        """`Init:…`: the first init container that is not initialized."""
        earlier: Facts = ()
        for number, site in enumerate(site for site, kind in enumerate(self.kinds) if kind in INITIAL):
            for shown, when in self.shown.exclusive_states.items():
                is_plain = shown.state == "running" or shown.reason in ("", "PodInitializing")
                text = f"Init:{f'{number}/{self.inits}' if is_plain else shown.reason}"
                here = Fact("STATUS", text, f"not shown_as_initialized and ({when})", site)
                initializing = Fact("STATUS", text, "not status_is_of_regular_containers")
                if shown.reason != "Completed":
                    yield StatusRow(text, (_shows_containers(text), initializing, *earlier, here))
            earlier += (Fact("initialized", "True", "shown_as_initialized", site),)

    def _rows_of_regular_containers(self) -> Iterator[StatusRow]:
        """The reason of the first regular container that has one."""
        earlier: Facts = ()
        sites = [site for site, kind in enumerate(self.kinds) if kind == "regular"]
        for place, site in enumerate(sites):
            for shown, when in self.shown.exclusive_states.items():
                if shown.reason == "Completed":
                    yield from self._rows_of_a_completed_container(earlier, when, site, sites[place + 1 :])
                elif shown.reason:
                    text = shown.reason
                    yield StatusRow(text, (*_initialized(text), *earlier, Fact("STATUS", text, when, site)))
            if not self._without_reason:
                return
            earlier += (Fact("state", "running", self._without_reason, site),)

    def _rows_without_a_reason(self) -> Iterator[StatusRow]:
        """The reason or the phase of the Pod, where no regular container has a reason."""
        sites = [site for site, kind in enumerate(self.kinds) if kind == "regular"]
        if sites and not self._without_reason:
            return
        running = tuple(Fact("state", "running", self._without_reason, site) for site in sites)
        for text, when in self.shown.reasons.items():
            yield StatusRow(text, (*_initialized(text), Fact("reason", text, when), *running))
        for text, when in self.shown.phases.items():
            phase = Fact("phase", text, f"{when} and not status_has_reason")
            yield StatusRow(text, (*_initialized(text), phase, *running))

    @cached_property
    def _without_reason(self) -> str:
        return self.shown.any_of([each for each in self.shown.states if not each.reason])

    def _rows_of_a_completed_container(
        self, earlier: Facts, when: str, site: int, later: Sequence[int]
    ) -> Iterator[StatusRow]:
        """Completed gives way to Running, then to the first later failure, then to NotReady."""

        def row(text: str, *facts: Fact) -> StatusRow:
            return StatusRow(text, (*_initialized(text), *earlier, Fact("STATUS", text, when, site), *facts))

        some, none = Fact("ready", "True", "some_regular_is_ready"), Fact("ready", "False", "not some_regular_is_ready")
        ready, unready = Fact("Ready", "True", READY), Fact("Ready", "False", f"not {READY}")
        yield row("Running", some, ready)
        well: Facts = ()
        failed = self.shown.any_of(sorted(self.shown.failures))
        if failed and self.kubernetes >= PRINTS_FAILURES_SINCE:
            for other in later:
                for failure in sorted(self.shown.failures):
                    here = Fact("STATUS", failure.reason, self.shown.exclusive_states[failure], other)
                    yield row(failure.reason, *well, here, some, unready)
                    yield row(failure.reason, *well, here, none)
                well += (Fact("exit", "0", f"not ({failed})", other),)
        yield row("NotReady", some, unready, *well)
        yield row("Completed", none, *well)


INITIAL = ("init", "sidecar")
"""The kinds of container that start before the regular ones."""


def _row(text: str, *conditions: str) -> StatusRow:
    return StatusRow(text, tuple(Fact("STATUS", text, when) for when in conditions))


def _shows_containers(text: str) -> Fact:
    return Fact("STATUS", text, SHOWS_CONTAINERS)


def _initialized(text: str) -> Facts:
    return _shows_containers(text), Fact("STATUS", text, "status_is_of_regular_containers")


def _are_true(facts: Facts, answers: Answers) -> bool:
    return all(answers[POD if site is None else site][when] for _, _, when, site in facts)
