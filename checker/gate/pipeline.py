"""Repositories checked: file by file, with no more of it in memory than what there is to report.

Shapes that are new are judged beside the reading, so that a file waits for its answers while later ones are read.
"""

import os
import sys
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from time import perf_counter
from typing import BinaryIO, NamedTuple

import msgspec

from podproof.checker.gate import fingerprints
from podproof.checker.gate.answers import asked
from podproof.checker.gate.cache import Cache
from podproof.checker.gate.configuration import Configuration
from podproof.checker.gate.configurations import shape, stand_ins
from podproof.checker.gate.findings import declared, problem, results
from podproof.checker.gate.report import Checked, GateReport, Unit
from podproof.checker.gate.results import Result
from podproof.checker.gate.workers import Pending, Settings, Workers
from podproof.spec.manifest import Manifest, Problem, Skipped
from podproof.spec.manifest.reading import found_in
from podproof.spec.manifest.sources import SourceText, texts

AHEAD = 200
"""How many files may wait for answers."""


class PendingFile(NamedTuple):
    """A file whose Pods wait for what the model says of them, and the key by which all of it is kept."""

    key: bytes
    pods: tuple[tuple[Manifest, Pending], ...]
    unit: Unit


class Pipeline:
    """Checks files by one configuration, with one cache; those `aside`, and hidden ones, are no manifests."""

    def __init__(
        self, configuration: Configuration, terms: Settings, cache: Cache, jobs: int, aside: Collection[str] = ()
    ) -> None:
        # The repr of a set differs from process to process.
        faults = None if terms.options.faults is None else sorted(terms.options.faults)
        asking = (terms.options._replace(faults=None), faults, sorted(terms.expect.items()), terms.laws)
        self.configuration, self._cache = configuration, cache
        self._aside = frozenset(map(os.path.abspath, aside))
        self._whole = fingerprints.of("file", asking, self._settings())
        self.judge = Workers(terms, cache, jobs, fingerprints.of("shape", asking))

    def _settings(self) -> object:
        those = self.configuration._replace(known=frozenset(), severities={}, thresholds={}, expect={})
        mappings = (self.configuration.severities, self.configuration.thresholds, self.configuration.expect)
        return those, sorted(self.configuration.known), [sorted(each.items()) for each in mappings]

    def report(
        self, paths: Sequence[str], tell: Callable[[GateReport], None], stdin: BinaryIO | None = None
    ) -> GateReport:
        """The report on these files and folders; `tell` hears after each file how far it has come."""
        began, report = perf_counter(), GateReport(self.configuration.fail_on)
        try:
            for unit in self.units(paths, stdin):
                report.units.append(unit)
                report.shapes, report.explored = self.judge.shapes, self.judge.explored
                report.seconds = perf_counter() - began
                tell(report)
        finally:
            self.judge.close()
        return report

    def units(self, paths: Sequence[str], stdin: BinaryIO | None = None) -> Iterator[Unit]:
        """Each file in turn."""
        waiting: deque[Unit | PendingFile] = deque()
        for source in texts(paths, stdin, self._leaves_out):
            waiting.append(self._unreadable(source) if isinstance(source, Problem) else self._begun(source))
            while waiting and (len(waiting) > AHEAD or _is_ready(waiting[0])):
                yield self._finished(waiting.popleft())
        while waiting:
            yield self._finished(waiting.popleft())

    def _leaves_out(self, path: str) -> bool:
        if os.path.basename(path).startswith(".") or os.path.abspath(path) in self._aside:
            return True
        return bool(self.configuration.exclude) and self.configuration.excludes(path)

    def _unreadable(self, found: Problem) -> Unit:
        return Unit(found.file, problems=tuple(self._told([found])), unreadable=True)

    def _told(self, problems: Sequence[Problem]) -> Iterator[Result]:
        for each in problems:
            if result := problem(each, self.configuration):
                yield result

    def _begun(self, source: SourceText) -> Unit | PendingFile:
        file = source.file.encode("utf-8", "surrogateescape")
        key = fingerprints.of(self._whole, file, source.text.encode("utf-8", "surrogatepass"))
        if known := self._known(key):
            return known
        found = list(found_in(source, self.configuration.kubernetes))
        manifests = [declared(each, self.configuration) for each in found if isinstance(each, Manifest)]
        told = {warning for manifest in manifests for warning in manifest.warnings}
        problems = [each for each in found if isinstance(each, Problem) and each not in told]
        unit = Unit(
            source.file,
            problems=tuple(self._told(problems)),
            unreadable=any(each.severity == "error" for each in problems),
            passed=tuple(each.kind for each in found if isinstance(each, Skipped)),
        )
        return PendingFile(key, tuple((manifest, self._ask(manifest)) for manifest in manifests), unit)

    def _known(self, key: bytes) -> Unit | None:
        written = self._cache.get(key)
        try:
            return None if written is None else msgspec.msgpack.decode(written, type=Unit)
        except msgspec.DecodeError:
            return None

    def _ask(self, manifest: Manifest) -> Pending:
        return self.judge.ask(shape(manifest.pod), asked(manifest, self.configuration))

    def _finished(self, waiting: Unit | PendingFile) -> Unit:
        if isinstance(waiting, Unit):
            return waiting
        pods = tuple(self._checked(manifest, pending) for manifest, pending in waiting.pods)
        unit = waiting.unit._replace(pods=pods)
        if not unit.is_open and unit.file.isprintable():
            self._cache.put(waiting.key, msgspec.msgpack.encode(unit))
        return unit

    def _checked(self, manifest: Manifest, pending: Pending) -> Checked:
        said = pending.said().renamed(stand_ins(manifest.pod))
        found = tuple(map(_interned, results(manifest, said, self.configuration)))
        line = manifest.position.line
        return Checked(manifest.kind, manifest.name, line, found, said.bound, said.skipped, said.own)


def _is_ready(waiting: Unit | PendingFile) -> bool:
    return isinstance(waiting, Unit) or all(pending.done() for _, pending in waiting.pods)


def _interned(result: Result) -> Result:
    """The result with lines that equal ones share: traces of equal Pods are equal."""
    return result._replace(trace=tuple(map(sys.intern, result.trace)))
