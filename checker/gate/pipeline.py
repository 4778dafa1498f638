"""Check a repository file by file; only its results stay in memory.

New configurations are judged while the reading goes on: a file waits for its answers while later files are read.
"""

import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from time import perf_counter
from typing import NamedTuple

import msgspec

from podproof.checker.gate import fingerprints, related
from podproof.checker.gate.answers import questions
from podproof.checker.gate.baseline import suppressed
from podproof.checker.gate.cache import Cache
from podproof.checker.gate.clock import ManifestClock
from podproof.checker.gate.configuration import GateConfiguration
from podproof.checker.gate.configurations import canonical, stand_ins
from podproof.checker.gate.findings import checked, problem, with_declarations
from podproof.checker.gate.repeats import joined
from podproof.checker.gate.report import CheckedPod, GateReport, Unit
from podproof.checker.gate.results import Result
from podproof.checker.gate.weakening import weakenings
from podproof.checker.gate.workers import Pending, RunSettings, Workers
from podproof.checker.processes import NewPool, WorkerPool
from podproof.checker.rendering.text import TraceText
from podproof.spec.manifest import Manifest, Problem, Skipped
from podproof.spec.manifest.discovery import discover
from podproof.spec.manifest.edits import EditableText
from podproof.spec.manifest.known_documents import KnownDocuments
from podproof.spec.manifest.layouts import File, Found, Package, Unrendered
from podproof.spec.manifest.reading import (
    ReadItem,
    not_rendered,
    open_source,
    read_source,
    related_objects,
    reported,
)
from podproof.spec.manifest.related.index import RelatedObjects
from podproof.spec.manifest.related.objects import RelatedObject
from podproof.spec.manifest.related.reading import may_have_related_objects
from podproof.spec.manifest.sources import SourceText, text
from podproof.spec.pod.alike_versions import newest_alike

Opened = SourceText | Problem | Skipped | Unrendered

AHEAD = 200
"""The largest number of files that wait for answers."""


class PendingFile(NamedTuple):
    """A file whose Pods wait for answers, and its key in the cache, empty for what was rendered from several files."""

    key: bytes
    pods: tuple[tuple[ManifestClock, Pending], ...]
    unit: Unit
    text: str


class Pipeline:
    """Checks files with one configuration and one cache; `excluded` and hidden files are not manifests."""

    def __init__(
        self,
        configuration: GateConfiguration,
        settings: RunSettings,
        cache: Cache,
        jobs: int | None,
        excluded: Collection[str] = (),
        pool: NewPool = WorkerPool,
    ) -> None:
        # The repr of a set differs from process to process.
        faults = None if settings.options.faults is None else sorted(settings.options.faults)
        deciding = (settings.options._replace(faults=None), faults, sorted(settings.expect.items()), settings.laws)
        self.configuration, self._cache = configuration, cache
        self._documents, self._traces = KnownDocuments(), dict[TraceText, TraceText]()
        self._excluded = set[str]()
        self._has_own_laws = bool(settings.laws)
        self._aside = frozenset(map(os.path.abspath, excluded))
        self._settings_fingerprint = fingerprints.of("file", deciding, self._settings())
        self.workers = Workers(settings, cache, jobs, fingerprints.of("configuration", deciding), pool)

    def _settings(self) -> object:
        settings = self.configuration
        plain = settings._replace(known={}, baseline="", severities={}, thresholds={}, expect={}, kinds={})
        plain = plain._replace(by_flags=frozenset(), off_by_flags=frozenset(), left_out=())  # they decide no result
        mappings = (settings.severities, settings.thresholds, settings.expect, settings.kinds)
        return plain, [sorted(each.items()) for each in mappings]

    def report(self, paths: Sequence[str], progress: Callable[[GateReport], None]) -> GateReport:
        """The report on these files and folders; `progress` is called after each file."""
        began, report = perf_counter(), GateReport(self.configuration.fail_on)
        try:
            for unit in self.units(paths):
                report.units.append(unit)
                report.configurations, report.explored = self.workers.configurations, self.workers.explored
                report.seconds = perf_counter() - began
                progress(report)
        finally:
            self.workers.close()
        report.units = suppressed(joined(report.units), self.configuration.known)
        report.weakened = tuple(weakenings(self.configuration, report, len(self._excluded)))
        return report

    def units(self, paths: Sequence[str]) -> Iterator[Unit]:
        """The files in turn, each read twice: first for the objects that concern Pods of any file."""
        found = self._rendered(discover(paths, self._is_excluded))
        self._relate(map(_open, found))
        waiting: deque[Unit | PendingFile] = deque()
        for source in map(_open, found):
            waiting.append(self._start(source) if isinstance(source, SourceText) else self._without_pods(source))
            while waiting and (len(waiting) > AHEAD or _is_ready(waiting[0])):
                yield self._finish(waiting.popleft())
        while waiting:
            yield self._finish(waiting.popleft())

    def _rendered(self, found: Iterable[Found]) -> list[File | Opened]:
        """The same with the text of each package, and of the standard input, which can be read only once."""
        listed = list(found)
        packages = [each for each in listed if isinstance(each, Package)]
        rendered: Iterator[Opened] = iter(())
        if packages:
            from podproof.checker.packages.rendering import render_all  # here: few trees have packages

            rendered = render_all(packages, self.configuration.render)
        texts = (next(rendered) if isinstance(each, Package) else each for each in listed)
        return [text("-") if isinstance(each, File) and each.path == "-" else each for each in texts]

    def _relate(self, sources: Iterable[Opened]) -> None:
        """Read the objects that concern Pods; every result depends on them."""
        texts = (source for source in sources if isinstance(source, SourceText))
        self._related = RelatedObjects(each for source in texts for each in self._related_in(source))
        self._fingerprint = fingerprints.of(self._settings_fingerprint, self._related.objects)

    def _related_in(self, source: SourceText) -> Iterable[RelatedObject]:
        """The related objects in a text, from the cache if it has them."""
        kubernetes = self.configuration.kubernetes
        if not may_have_related_objects(source.text):
            return ()
        if source.origins or not source.file.isprintable():
            return related_objects(source, kubernetes, self._documents.first)
        key = fingerprints.of("related", kubernetes, source.file, source.text.encode("utf-8", "surrogatepass"))
        known = self._cache.get(key)
        found = None if known is None else related.decoded(known)
        if found is None:
            found = tuple(related_objects(source, kubernetes, self._documents.first))
            self._cache.put(key, related.encoded(found))
        return found

    def _is_excluded(self, path: str) -> bool:
        if os.path.basename(path).startswith(".") or os.path.abspath(path) in self._aside:
            return True
        if not self.configuration.excludes(path):
            return self.configuration.leaves_out(path)
        self._excluded.add(path)
        return True

    def _without_pods(self, found: Problem | Skipped | Unrendered) -> Unit:
        if not isinstance(found, Unrendered):
            file = found.file if isinstance(found, Problem) else found.problem.file if found.problem else ""
            return self._unit(file, [reported(found) if isinstance(found, Problem) else found])
        file = found.package.file
        problem = Problem(file, 1, 1, "error", f"not rendered: {found.reason}", f"run {found.package.command}")
        unit = self._unit(file, [Skipped("", problem=problem)])
        return unit._replace(skipped=(), unrendered=str(found))

    def _unit(self, file: str, items: Sequence[ReadItem]) -> Unit:
        """The file without its Pods."""
        known = {warning for manifest in items if isinstance(manifest, Manifest) for warning in manifest.warnings}
        skipped = [each for each in items if isinstance(each, Skipped)]
        strict = [each.problem for each in skipped if each.problem and self.configuration.strict]
        problems = [*(each for each in items if isinstance(each, Problem) and each not in known), *strict]
        return Unit(
            file,
            problems=tuple(self._results(problems)),
            unreadable=any(each.severity == "error" for each in problems),
            skipped=tuple(each.what for each in skipped),
        )

    def _results(self, problems: Sequence[Problem]) -> Iterator[Result]:
        for each in problems:
            if result := problem(each, self.configuration):
                yield result

    def _start(self, source: SourceText) -> Unit | PendingFile:
        file = source.file.encode("utf-8", "surrogateescape")
        about = (self._fingerprint, file, source.is_neighbor)
        key = b"" if source.origins else fingerprints.of(*about, source.text.encode("utf-8", "surrogatepass"))
        if key and (unit := self._known(key)):
            return unit
        items = list(
            read_source(source, self.configuration.kubernetes, self.configuration.kinds, self._documents.again)
        )
        clocks = [self._clock(each) for each in items if isinstance(each, Manifest)]
        unit = self._unit(source.file, items)
        return PendingFile(key, tuple((clock, self._ask(clock)) for clock in clocks), unit, source.text)

    def _clock(self, manifest: Manifest) -> ManifestClock:
        declared = with_declarations(manifest.relate(self._related), self.configuration)
        return ManifestClock(declared, self.configuration)

    def _known(self, key: bytes) -> Unit | None:
        encoded = self._cache.get(key)
        try:
            return None if encoded is None else msgspec.msgpack.decode(encoded, type=Unit)
        except msgspec.DecodeError:
            return None

    def _ask(self, clock: ManifestClock) -> Pending:
        pod = canonical(clock.manifest.pod)
        if not self._has_own_laws:  # a predicate of the user may ask for the version
            pod = pod._replace(kubernetes=newest_alike(pod.kubernetes))
        return self.workers.ask(pod, questions(clock))

    def _finish(self, waiting: Unit | PendingFile) -> Unit:
        if isinstance(waiting, Unit):
            return waiting
        pods = tuple(self._check(clock, pending, waiting.unit.file) for clock, pending in waiting.pods)
        unit = waiting.unit._replace(pods=pods)
        if waiting.key and unit.has_repairs:
            unit = unit.in_source(EditableText(waiting.text))
        if waiting.key and not unit.is_open and unit.file.isprintable():
            self._cache.put(waiting.key, msgspec.msgpack.encode(unit))
        return unit

    def _check(self, clock: ManifestClock, pending: Pending, file: str) -> CheckedPod:
        manifest = clock.manifest
        answer = pending.answer().restore_names(stand_ins(manifest.pod))
        pod = checked(clock, answer)
        if manifest.position.file != file:  # it was rendered, and the file stands for its whole package
            pod = pod._replace(line=1)
        return pod._replace(results=tuple(map(self._with_shared_trace, pod.results)))

    def _with_shared_trace(self, result: Result) -> Result:
        """The result with a trace that is kept once: equal Pods have equal traces."""
        return result._replace(trace=self._traces.setdefault(result.trace, result.trace))


def _open(found: File | Opened) -> Opened:
    return open_source(found, not_rendered) if isinstance(found, File) else found


def _is_ready(waiting: Unit | PendingFile) -> bool:
    return isinstance(waiting, Unit) or all(pending.done() for _, pending in waiting.pods)
