"""The pages that the program writes itself, each by a module of this package."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from generate import (
    bugs,
    configuration,
    events,
    findings,
    laws,
    lifecycle,
    mutants,
    reference,
    rules,
    tampering,
    termination,
    timed,
    timeline,
    traceability,
    transcripts,
)
from generate.notes import ROOT

PAGES: dict[str, Callable[[], str]] = {
    **lifecycle.pages(),
    **laws.pages(),
    **termination.pages(),
    "docs/cli.md": reference.page,
    "docs/podproof.schema.json": configuration.page,
    "docs/events.md": events.page,
    "docs/rules.md": rules.page,
    "docs/bugs.md": bugs.page,
    "docs/mutants.md": mutants.page,
    "docs/tampering.md": tampering.page,
    "docs/findings.md": findings.page,
    "docs/traceability.md": traceability.page,
    **{name: transcripts.page(name) for name in transcripts.PAGES},
    "docs/pictures/job-timeline.svg": timeline.picture,
    "docs/pictures/restart-after-87-seconds.svg": timed.picture,
}


def stale(names: Collection[str] = PAGES) -> Iterator[tuple[Path, str]]:
    """Each of these pages that is out of date, as its path and the text that it should have."""
    for name in names:
        path, text = ROOT / name, PAGES[name]()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            yield path, text
