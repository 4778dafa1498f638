"""Mutants of the Pod lifecycle judged by several processes, each of which explores the Pods that it needs."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from podproof.checker.mutation.judge import ENOUGH, Judgment, MutantJudge
from podproof.checker.mutation.mutants import Mutant, mutants
from podproof.checker.processes import WorkerPool
from podproof.spec.pod import scenarios
from podproof.spec.pod.lifecycle import LIFECYCLE

SCENARIOS = (
    "single-never",
    "probes-onfailure",
    "hooks",
    "init-never",
    "sidecar-never",
    "single-always",
    "gates",
    "single-onfailure",
    "no-grace",
    "init-always",
    "probes",
    "never-pulled",
    "streaks",
    "own-policies",
    "probe-grace",
    "hook-and-neighbor",
    "probes@1.27",
    "deadline",
    "finalizer",
    "exit-rules",
    "restart-all",
    "invalid-image",
    "debugged",
)
"""Small Pods that have every machine between them, the most revealing first; one under an old version."""


class MutationCase(NamedTuple):
    """A mutant to be judged, by its name, and the Pods on which (none: all)."""

    mutant: str
    scenarios: tuple[str, ...] = ()


class Terms(NamedTuple):
    """The Pods and the laws (none: all laws); `killers` laws, on `enough` Pods at most, suffice to kill a mutant."""

    pods: Sequence[str] = SCENARIOS
    laws: Sequence[str] = ()
    killers: int = 1
    enough: int = ENOUGH

    def judge(self) -> MutantJudge:
        """The judge under these terms."""
        laws = [law for law in LIFECYCLE.laws if not self.laws or law.name in self.laws]
        pods = {name: scenarios.pod(name) for name in self.pods}
        return MutantJudge(LIFECYCLE, pods, laws, self.killers, self.enough)


@cache
def by_name() -> dict[str, Mutant]:
    """Every mutant of the lifecycle by its name, always in the same order."""
    return {mutant.name: mutant for mutant in mutants(LIFECYCLE)}


def judged(cases: Sequence[MutationCase], terms: Terms, processes: int | None) -> Iterator[Judgment]:
    """The judgments in the order of the cases."""
    if processes == 1 or len(cases) <= 1:
        judge = terms.judge()
        yield from (judge(by_name()[case.mutant], case.scenarios) for case in cases)
        return
    with WorkerPool(processes, _prepare, *terms) as workers:
        yield from workers.map(_judge, cases, chunksize=4)


_here: list[MutantJudge] = []
"""The judge of this process."""


def _prepare(pods: Sequence[str], laws: Sequence[str], killers: int, enough: int) -> None:
    _here.append(Terms(pods, laws, killers, enough).judge())


def _judge(case: MutationCase) -> Judgment:
    return _here[0](by_name()[case.mutant], case.scenarios)
