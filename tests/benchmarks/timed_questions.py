"""Zones against digital clocks on many random questions: `python tests/benchmarks/timed_questions.py [how many]`.

It prints how the answers are distributed, how many executions were replayed, and how long each engine took.
"""

import sys
from collections import Counter
from math import inf
from pathlib import Path
from time import process_time

from hypothesis import HealthCheck, given, settings

sys.path.insert(0, str(Path(__file__).parents[1] / "time"))
sys.path.insert(0, str(Path(__file__).parents[2]))  # measures this checkout, installed or not

from digital import Digital, TooLarge
from random_timed import questions

from podproof.checker.engines.timed_run import objection
from podproof.checker.engines.zones import Question

CONFIGURATIONS = 4000


def compare(question, counts: Counter[str], spent: Counter[str]) -> None:
    """Ask both engines; an answer that differs, or an execution that does not replay, is an error."""
    timed, start, end, first, times = question
    began = process_time()
    try:
        digital = Digital(timed, start, end, first, times, CONFIGURATIONS)
        expected = [(bool(digital.roots), digital.least(time), digital.most(time)) for time in range(1, times + 1)]
    except TooLarge:
        counts["too large for digital clocks"] += 1
        return
    spent["digital clocks"] += process_time() - began
    began = process_time()
    asked = Question(timed, start, end, first=first, times=times, slicing=False)  # some of the models block time
    for time in range(1, times + 1):
        bounds = asked.bounds(time)
        found = bounds.begins, bounds.least, inf if bounds.endless else bounds.most
        assert found == expected[time - 1], (question, found, expected)
        counts[kind(*found)] += 1
        for trace in (asked.trace_of_least(time), asked.trace_of_most(time)):
            assert trace is None or not objection(timed, trace), objection(timed, trace)
            counts["executions replayed"] += trace is not None
    spent["zones"] += process_time() - began


def kind(begins: bool, least: float | None, most: float | None) -> str:
    """What sort of answer it is."""
    if not begins:
        return "never begins"
    if least is None:
        return "the end is never met"
    return "no upper bound" if most == inf else "two bounds"


def main(many: int) -> None:
    """Compare so many questions."""
    counts, spent = Counter[str](), Counter[str]()
    run = given(questions)(lambda question: compare(question, counts, spent))
    settings(max_examples=many, deadline=None, database=None, suppress_health_check=list(HealthCheck))(run)()
    for name, count in counts.most_common():
        print(f"{count:6,}  {name}")
    for name, seconds in spent.items():
        print(f"{seconds:6.1f} s  {name}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
