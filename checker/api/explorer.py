"""Pods explored one after the other with the same settings, each with the same answer as `check` gives."""

import os
from collections.abc import Iterable
from typing import NamedTuple

from podproof.checker.api.exploration import PodExploration
from podproof.checker.api.options import exploration_options
from podproof.checker.api.version_bugs import with_version_bugs
from podproof.checker.custom_laws.loading import ExtendedSpecification
from podproof.checker.engines.choice import EngineChoice
from podproof.checker.exploration import Exploration, Liveness, Options
from podproof.checker.exploration import explore as explore_model
from podproof.checker.gate.configuration import GateConfiguration, read_configuration
from podproof.checker.gate.declarations import with_declarations
from podproof.checker.gate.findings import BEHAVING, problem
from podproof.checker.gate.report import GateReport, Unit
from podproof.checker.gate.version_bugs import version_for
from podproof.checker.manifests import Path, only, read
from podproof.checker.model import Bounds
from podproof.checker.names import known_bug, modeled_version
from podproof.spec.manifest import Manifest, Problem
from podproof.spec.pod.alike_versions import newest_alike
from podproof.spec.pod.state import Pod

UNBOUNDED = Bounds()

MOST_KNOWN = 20
"""Explorations that are kept for other versions: each holds its states."""


class Explorer(NamedTuple):
    """Explores Pods; the report collects their answers, for the exit code."""

    extended: ExtendedSpecification
    options: Options
    configuration: GateConfiguration
    report: GateReport
    bug: str = ""
    known: dict[Pod, Exploration] | None = None
    """Explorations that may serve other versions in which the Pod has the same lifecycle; None: keep none."""

    def explore(self, manifest: Manifest) -> PodExploration:
        """Explore one Pod, and add its answer to the report."""
        declared = with_declarations(manifest, self.configuration)
        exploration = self._explored(declared.pod)
        if self.options.laws and not self.bug:
            version = version_for(declared.pod, self.configuration.version)
            exploration = with_version_bugs(exploration, self.extended.specification, self.options, version)
        self.extended.note(exploration.verdicts)
        explored = PodExploration(declared.pod, exploration, declared, self.configuration, self.bug)
        self.report.add(manifest.position.file, explored.answer)
        return explored

    def _explored(self, pod: Pod) -> Exploration:
        alike = pod._replace(kubernetes=newest_alike(pod.kubernetes))
        if self.known is None or self.extended.names:  # a predicate of the user may ask for the version
            return explore_model(self.extended.specification, pod, self.options)
        if alike in self.known:
            return self.known[alike]
        exploration = explore_model(self.extended.specification, alike, self.options)
        if len(self.known) < MOST_KNOWN:
            self.known[alike] = exploration
        return exploration

    def note(self, problems: Iterable[Problem]) -> None:
        """Add problems that belong to no Pod to the report."""
        for each in problems:
            found = problem(each, self.configuration)
            unreadable = each.severity == "error"
            self.report.units.append(Unit(each.file, problems=(found,) if found else (), unreadable=unreadable))


def explorer_of(
    *,
    faults: str | Iterable[str] | None = None,
    laws: Iterable[str] = (),
    law_files: Iterable[str] = (),
    bug: str | None = None,
    engine: EngineChoice = "auto",
    liveness: Liveness = "auto",
    bounds: Bounds = UNBOUNDED,
    config: Path | None = None,
    kubernetes: int | str | None = None,
    fail_on: str | None = None,
) -> Explorer:
    """The explorer with these settings; what is None is taken from the configuration."""
    extended = ExtendedSpecification(known_bug(bug).specification if bug else BEHAVING, tuple(law_files))
    flags = {
        "kubernetes": None if kubernetes is None else str(modeled_version(kubernetes)),
        "fail_on": fail_on,
    }
    own = [law.name for law in extended.own]
    configuration = read_configuration(flags, os.environ, "" if config is None else os.fspath(config), own)
    options = exploration_options(
        extended.specification,
        faults=configuration.faults if faults is None else faults,
        laws=laws,
        engine=engine,
        liveness=liveness,
        bounds=bounds,
    )
    return Explorer(extended, options, configuration, GateReport(configuration.fail_on), bug or "")


def explore(
    pod: Manifest | Pod | Path,
    *,
    kubernetes: int | str | None = None,
    faults: str | Iterable[str] | None = None,
    laws: Iterable[str] = (),
    law_files: Iterable[str] = (),
    bug: str | None = None,
    engine: EngineChoice = "auto",
    liveness: Liveness = "auto",
    max_states: int | None = None,
    timeout: float | None = None,
    memory: int | None = None,
    config: Path | None = None,
    fail_on: str | None = None,
) -> PodExploration:
    """Explore every execution of one Pod and decide every law, finding and situation, as `podproof explore` does.

    `pod` is what `read` returns, a configuration, or the path of a manifest with one Pod. `config` is a `podproof.toml`
    (default: the one in the working directory or above); the other arguments override it. `faults` names the classes of
    fault that may strike (`"all"`, `"none"`, names; default: those of the configuration, else all); `laws` selects laws
    by name (none: all); `law_files` adds files of your own laws, which run as Python; `bug` brings a bug of Kubernetes
    back, by its issue number. `liveness` decides liveness laws of small Pods (`"auto"`), of every Pod
    (`"almost-sure"`), and under weak fairness too. `max_states`, `timeout` in seconds and `memory` in bytes bound the
    search; `size.complete` says whether one was hit. Raises `UsageError`, `ManifestError`, `ConfigurationError` and
    `LawError`.
    """
    explorer = explorer_of(
        faults=faults,
        laws=laws,
        law_files=law_files,
        bug=bug,
        engine=engine,
        liveness=liveness,
        bounds=Bounds(max_states, timeout, memory),
        config=config,
        kubernetes=kubernetes,
        fail_on=fail_on,
    )
    if isinstance(pod, Pod):
        specification = explorer.extended.specification
        return PodExploration(pod, explore_model(specification, pod, explorer.options), None, explorer.configuration)
    return explorer.explore(_manifest(explorer, pod))


def only_pod(explorer: Explorer, pod: Manifest | Pod | Path) -> Pod:
    """The configuration of what `read` returns, or of the one Pod of a file, with the declarations of its owner."""
    if isinstance(pod, Pod):
        return pod
    return with_declarations(_manifest(explorer, pod), explorer.configuration).pod


def _manifest(explorer: Explorer, source: Manifest | Path) -> Manifest:
    if isinstance(source, Manifest):
        return source
    return only(read(source, kubernetes=explorer.configuration.kubernetes), os.fspath(source))
