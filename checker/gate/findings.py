"""From a Pod that was explored to results: findings, laws and what the reader of manifests has to say.

declared(manifest, configuration)                the manifest, its containers behaving as the configuration declares;
                                                 this is what to explore, with SPECIFICATION, and what to cache by
decided(manifest, exploration, configuration)    plain data: all that the model says of it, stories included
results(manifest, decided, configuration)        what to report: severities, suppressions, baseline, expectations applied
problem(problem, configuration)                  the same for what the reader could not take; the warnings of a Pod that
                                                 it could take are in `manifest.warnings`, and `results` tells them
"""

from typing import NamedTuple

from checker.exploration import Exploration
from checker.gate.configuration import Configuration
from checker.gate.results import Result
from spec.manifest import Manifest, Problem


class Outcome(NamedTuple):
    """A law, its outcome for the Pod (`violated`, `vacuous` or `undecided`), why, and the lines of the story."""

    law: str
    outcome: str
    sentence: str
    reason: str
    story: tuple[str, ...] = ()


class Answer(NamedTuple):
    """What the model answers to the question of a finding, for the Pod (site -1) or one of its containers."""

    finding: str
    site: int
    met: bool | None
    story: tuple[str, ...] = ()


class Decided(NamedTuple):
    """Everything that the model says of a Pod, as plain data that can be written down and read again."""

    laws: tuple[Outcome, ...]
    answers: tuple[Answer, ...]


def declared(manifest: Manifest, configuration: Configuration) -> Manifest:
    """The manifest with the behaviour that the configuration declares of its containers."""
    raise NotImplementedError


def decided(manifest: Manifest, exploration: Exploration, configuration: Configuration) -> Decided:
    """All that the model says of the Pod: laws that do not hold, and the questions that findings put to it."""
    raise NotImplementedError


def results(manifest: Manifest, said: Decided, configuration: Configuration) -> list[Result]:
    """Everything to report of a Pod, in the order of its lines."""
    raise NotImplementedError


def problem(found: Problem, configuration: Configuration) -> Result:
    """What the reader of manifests found wrong."""
    raise NotImplementedError
