"""A transcript states what the prose around it relies on, so that the two cannot contradict each other."""

import pytest

from generate import transcripts
from generate.notes import ROOT

LIST = "<!-- transcript: explore --list-laws -->\n"
OLD = "```console\n$ outdated\n```\n<!-- end -->"


def test_a_transcript_that_prints_the_expected_text_is_renewed_and_keeps_its_expectations():
    expected = "<!-- expect: kill-after-grace -->\n<!-- expect: CrashLoopBackOff -->\n"
    text = transcripts.renew(LIST + expected + OLD)
    assert text.startswith(f"{LIST}{expected}```console\n$ podproof explore --list-laws\n")
    assert "$ outdated" not in text


def test_a_transcript_without_an_expected_text_is_an_error_that_names_both():
    with pytest.raises(transcripts.ContradictedProse, match=r"podproof explore --list-laws.*'no such law'"):
        transcripts.renew(f"{LIST}<!-- expect: kill-after-grace -->\n<!-- expect: no such law -->\n{OLD}")


def test_an_expected_text_may_be_broken_over_lines():
    assert list(transcripts.missing(["SIGKILL comes only  after"], "holds  SIGKILL comes\n     only after")) == []


@pytest.mark.parametrize("name", transcripts.PAGES)
def test_every_transcript_of_a_page_expects_something(name):
    marks = transcripts.TRANSCRIPT.finditer((ROOT / name).read_text(encoding="utf-8"))
    assert [mark["command"] for mark in marks if not mark["expected"]] == []


@pytest.mark.parametrize("name", transcripts.PAGES)
def test_the_transcripts_of_a_page_contain_what_they_expect(name):
    marks = transcripts.TRANSCRIPT.finditer((ROOT / name).read_text(encoding="utf-8"))
    absent = [text for mark in marks for text in transcripts.missing(_expected(mark), _printed(mark))]
    assert absent == []


def _expected(mark):
    return transcripts.expectations(mark["expected"])


def _printed(mark):
    return mark[0].partition("```console\n")[2]
