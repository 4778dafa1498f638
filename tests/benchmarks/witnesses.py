"""Compare podproof with SPIN, Rumur, Storm and TLC: counts, verdicts, CPU seconds, as the tables of docs/comparison.md.

python tests/benchmarks/witnesses.py                     print the tables, for up to 200,000 states
python tests/benchmarks/witnesses.py --most 3000000      the same for Pods with more states: hours
python tests/benchmarks/witnesses.py --write             write them to the page, after each answer
python tests/benchmarks/witnesses.py --write --add       the same for what the page does not have yet

The smallest Pods come first.  CPU seconds of whole runs, C compilers and the start of Java and Python included.  Exits
with 1 if a checker disagrees.
"""

import argparse
import re
import resource
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))  # measures this checkout, installed or not

from other_checkers import NEEDED, Answer, answer, missing, rumur, spin, storm, tlc, verdicts
from strategies import SCENARIOS

import podproof
from podproof.checker.cli.table import shown_by
from podproof.checker.exploration import Options, explore
from podproof.checker.names import fault_classes
from podproof.checker.verify import LIVENESS_KINDS
from podproof.spec.pod.known_bugs import BUGS, Bug
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Pod

PAGE = Path(__file__).parents[2] / "docs/comparison.md"
MARKS = "<!-- witnesses -->\n", "<!-- end of witnesses -->\n"

CHECKERS: dict[str, tuple[str, Callable[..., Answer], int]] = {
    "SPIN": ("promela", spin, 10**9),
    "Rumur": ("murphi", rumur, 10**9),
    "Storm": ("prism", storm, 10**6),
    "TLC": ("tla", tlc, 10**4),
}
"""Each checker with its language, and the states up to which it is asked."""

FIRST = ("Rumur", "TLC")
"""Checkers that stop, in each state at least, at the first violated law."""

Tables = dict[str, dict[str, str]]
"""The rows of each table, by what they ask about."""

DIFFERS = "differs: "
"""What is written before the seconds of a checker that does not agree."""

FEW = 20_000
"""States up to which C is compiled without optimization, which takes longer than the search."""


class Question(NamedTuple):
    """A Pod with these classes of fault, and a known bug that is brought back, if any."""

    pod: Pod
    faults: str
    bug: Bug | None = None

    def __str__(self) -> str:
        return ", ".join([*([self.bug.issue] if self.bug else []), self.pod.name, self.faults])


class Decided(NamedTuple):
    """Our answer to a question, the number of laws that it is about, and our CPU seconds."""

    question: Question
    ours: Answer
    laws: int
    seconds: float


def decided(question: Question) -> Decided:
    """Our own answer."""
    specification = question.bug.specification if question.bug else LIFECYCLE
    safety = tuple(law.name for law in specification.laws if law.kind not in LIVENESS_KINDS)
    began = cpu()
    exploration = explore(specification, question.pod, Options(faults=fault_classes(question.faults), laws=safety))
    seconds = cpu() - began
    return Decided(question, answer(exploration), len(verdicts(exploration)), seconds)


def ask(row: Decided, name: str, limit: int) -> str:
    """What a checker says, as a cell of the table: seconds, perhaps that it differs, or that it took too long."""
    language, _, most = CHECKERS[name]
    if missing(language) or row.ours.states > most:
        return ""
    # A process of its own, whose limit is that of each of its children, too.
    with ProcessPoolExecutor(1, get_context("spawn"), bounded, (limit,)) as pool:
        agrees, seconds = pool.submit(asked, row.question, row.ours, name).result()
    return f"> {limit}" if seconds >= limit else f"{'' if agrees else DIFFERS}{seconds:.1f}"


def bounded(limit: int) -> None:
    """Bound the CPU seconds of what this process starts."""
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))


def asked(question: Question, ours: Answer, name: str) -> tuple[bool, float]:
    """Whether a checker agrees, and its CPU seconds; one that is stopped does not."""
    language, check, _ = CHECKERS[name]
    bug = question.bug.issue if question.bug else None
    text = podproof.export(question.pod, language, faults=question.faults, bug=bug)
    if "cc" in NEEDED[language]:
        check = partial(check, optimize="-O0" if ours.states <= FEW else "-O2")
    began = cpu()
    try:
        agrees = agree(ours, check(text), first=name in FIRST)
    except (AssertionError, KeyError) as error:  # it was stopped, or does not print what it should
        print(f"{question}: {name}: {error!r}", file=sys.stderr)
        agrees = False
    return agrees, cpu() - began


def agree(ours: Answer, other: Answer, *, first: bool) -> bool:
    """Whether the other checker says the same, as far as it says anything; some name only the `first` violated laws."""
    if first and ours.violated:
        return bool(other.violated) and other.violated <= ours.violated
    same = (other.states, other.violated) == (ours.states, ours.violated)
    return same and other.transitions in (None, ours.transitions) and other.reached in (None, ours.reached)


def cpu() -> float:
    """The CPU seconds of this process and of those that it has waited for."""
    used = [resource.getrusage(each) for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


# The tables ----------------------------------------------------------------------------------------------------------


def line(row: Decided, limit: int) -> str:
    """A row of a table, once all checkers are asked."""
    counts = (row.ours.states, row.ours.transitions or 0, row.laws, len(row.ours.violated))
    seconds = [f"{row.seconds:.1f}", *(ask(row, name, limit) for name in CHECKERS)]
    return f"| {row.question} | {' | '.join([*(f'{each:,}' for each in counts), *seconds])} |"


def text(tables: Tables) -> str:
    """All tables, by the number of states."""
    return "\n".join(line for title, rows in sorted(tables.items()) for line in (*head(title), *ordered(rows), ""))


def head(title: str) -> Iterator[str]:
    """The head of a table."""
    yield f"| {title} | states | transitions | laws | violated | podproof | {' | '.join(CHECKERS)} |"
    yield "|---|" + "---:|" * (5 + len(CHECKERS))


def ordered(rows: dict[str, str]) -> list[str]:
    """The rows of a table, by the number of states."""
    return sorted(rows.values(), key=lambda row: int(row.split("|")[2].replace(",", "")))


def written() -> Tables:
    """The tables of the page."""
    tables: Tables = {}
    _, _, rest = PAGE.read_text(encoding="utf-8").partition(MARKS[0])
    for row in rest.partition(MARKS[1])[0].splitlines():
        if row.startswith("| "):
            first, second = row.split("|")[1:3]
            if second.strip() == "states":
                rows = tables.setdefault(first.strip(), {})
            else:
                rows[first.strip()] = row
    return tables


def questions() -> Iterator[tuple[str, list[Question]]]:
    """What is asked, under the title of its table."""
    yield "Pod, faults", [Question(pod, faults) for faults in ("none", "all") for pod in SCENARIOS.values()]
    yield "bug, Pod, faults", [Question(shown_by(bug), bug_faults(bug), bug) for bug in BUGS]


def bug_faults(bug: Bug) -> str:
    """The classes of fault without which the bug does not strike, or its law does not apply."""
    (law,) = (each for each in bug.specification.laws if each.name == bug.law)
    return ",".join(sorted({*bug.faults.split(), *law.faults.split()})) or "none"


def main() -> int:
    """Measure everything, print or write the tables, and answer the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=200_000, help="leave out what has more states; default: 200000")
    parser.add_argument("--limit", type=int, default=900, help="CPU seconds of one program of a checker; default: 900")
    parser.add_argument("--only", default="", help="only scenarios and bugs that match this regular expression")
    parser.add_argument("--add", action="store_true", help="keep the rows of the page, and ask only about others")
    parser.add_argument("--write", action="store_true", help="write the tables to docs/comparison.md")
    arguments = parser.parse_args()
    tables = written() if arguments.add else {}
    for title, row in wanted(arguments.only, arguments.most, tables):
        tables.setdefault(title, {})[str(row.question)] = line(row, arguments.limit)
        print(tables[title][str(row.question)], file=sys.stderr, flush=True)
        if arguments.write:
            write(text(tables))
    print(text(tables))
    return 1 if DIFFERS in text(tables) else 0


def wanted(only: str, most: int, known: Tables) -> list[tuple[str, Decided]]:
    """What is asked with our own answers, the smallest Pods first, under the titles of the tables."""
    rows = [
        (title, decided(each))
        for title, asked in questions()
        for each in asked
        if re.search(only, str(each)) and str(each) not in known.get(title, {})
    ]
    return sorted((each for each in rows if each[1].ours.states <= most), key=lambda each: each[1].ours.states)


def write(text: str) -> None:
    """Put the tables between the marks of the page."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    PAGE.write_text(f"{before}{MARKS[0]}\n{text}\n{MARKS[1]}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
