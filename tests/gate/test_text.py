"""The answer about a Pod as text: the verdict first, each text once, in the width of the terminal."""

import pytest

from podproof.checker.gate.explored import ExplorationSummary
from podproof.checker.gate.formats.pod_text import LAST_STEPS, TextView
from podproof.checker.gate.formats.text import MOST, lines
from podproof.checker.gate.report import CheckedPod, GateReport, Unit
from podproof.checker.gate.results import Result
from podproof.checker.rendering.text import TraceText
from podproof.checker.rendering.trace_lines import TraceLine

STEPS = 9

TRACE = TraceText(
    tuple(
        TraceLine(number, "kubelet", "e", "app", f"does thing {number} to app", "Running", "1/1", "0", ())
        for number in range(STEPS + 1)
    ),
    minimality="most plausible",
)

EXPLORED = ExplorationSummary(
    "1368246", "9000000", {"holds": 116, "not applicable": 79}, {"Running": 5, "Killed": 12}, ("Evicted",)
)


BRIEF = TextView()


def result(**fields):
    made = Result("pre-stop-takes-the-grace", "warning", "preStop sleeps 60 of the 30 s", "sleep less", "a.yaml", 22, 7)
    return made._replace(**{"trace": TRACE, **fields})


def report(*results, pods=1, **fields):
    pod = CheckedPod("StatefulSet", "kafka", 1, results, explored=EXPLORED)._replace(**fields)
    return GateReport(units=[Unit("a.yaml", (pod,) * pods)], configurations=1)


def text(answer, view=BRIEF):
    return [line.plain for line in lines(answer, view)]


def test_the_first_three_lines_say_whether_the_pod_is_all_right():
    assert text(report(result()))[:2] == [
        "FAILED  StatefulSet/kafka  a.yaml:1",
        "  WARNING  pre-stop-takes-the-grace  a.yaml:22:7",
    ]
    good = " ".join(text(report())[:3])
    assert good.startswith("ok  StatefulSet/kafka  a.yaml:1   no findings; all 116 laws that apply hold; 1,368,246 st")


def test_a_brief_answer_shows_the_last_steps_of_a_trace_and_a_verbose_one_shows_all():
    brief, whole = text(report(result())), text(report(result()), TextView(verbose=True))
    assert any(f"… {STEPS - LAST_STEPS} steps to Running …" in line for line in brief)
    assert sum("does thing" in line for line in brief) == LAST_STEPS
    assert sum("does thing" in line for line in whole) == STEPS + 1


def test_the_same_trace_is_printed_once():
    other = result(trace=TRACE.map(lambda text: text.replace("app", "web")))
    assert sum("does thing 9" in line for line in text(report(result(), other, pods=121))) == 1


def test_the_unpleasant_situations_come_first_with_the_length_of_their_most_plausible_traces():
    assert "  can happen  Killed (12 steps), Running (5)" in text(report())
    assert "  cannot      Evicted" in text(report())


def test_the_next_command_stays_on_one_line():
    assert "  next        podproof explore a.yaml --trace Killed" in text(report(), TextView(width=40))


@pytest.mark.parametrize("pods", [1, 121])
def test_a_bounded_run_says_in_one_line_that_it_is_incomplete(pods):
    bounded = EXPLORED._replace(laws={"holds": 2, "undecided": 114})
    said = text(report(pods=pods, bound="5 seconds", explored=bounded))
    assert len(said) < 3 * MOST
    assert not any("hold" in line and "undecided" not in line for line in said)
    assert any(line.startswith("INCOMPLETE: ") and f"{114 * pods:,} laws undecided" in line for line in said)


def test_results_that_do_not_count_are_listed_while_they_are_few():
    info = result(severity="info", rule="traffic-after-sigterm")
    assert any("INFO" in line for line in text(report(info)))
    many = text(report(info, pods=MOST + 1))
    assert not any("INFO" in line for line in many)
    assert f"  {MOST + 1} of them do not count and are not listed (--verbose lists them)" in many


def test_a_quiet_answer_has_only_results_that_count():
    assert text(report(result(severity="info")), TextView(quiet=True)) == []
    assert text(report(result()), TextView(quiet=True))[0] == "FAILED  StatefulSet/kafka  a.yaml:1"


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_the_text_fits_the_terminal(width):
    said = text(report(result(), pods=2), TextView(width=width))
    assert max(map(len, said)) <= width


def test_a_wider_terminal_shows_a_trace_in_fewer_lines():
    assert len(text(report(result()), TextView(width=120))) < len(text(report(result()), TextView(width=50)))
