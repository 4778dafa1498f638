"""A status that is known from another Pod is judged as if it were read for the first time."""

from itertools import islice

import forged_containers
import forged_pods
import pytest
from history import KINDS, containers, copied, metadata, status
from recordings import histories, judged

from podproof.checker.conformance import known_statuses

EDITS = forged_containers, forged_pods
"""The modules that register kinds of edits."""

RECORDED = histories("v1.36.2")
NAMES = ["two-exit0-run-never", "single-exit1-never"]


def verdict(events):
    """What is said of each Pod: the first illegal line, and the rules that its numbers violate."""
    illegal = [history.illegal for history in judged(events, 36)]
    return [each and (each.now, each.violations) for each in illegal]


@pytest.fixture
def checks_all(monkeypatch):
    """Let no status be known, which then is the slow and plain way to read it."""

    def verdict_without_known(events):
        with monkeypatch.context() as context:
            context.setattr(known_statuses, "LONGEST", 0)
            context.setattr(known_statuses.KnownStatuses, "after", lambda statuses, key: None)
            return verdict(events)

    return verdict_without_known


@pytest.mark.parametrize("name", NAMES)
def test_edited_recordings_are_judged_as_if_no_status_were_known(name, checks_all):
    verdict(RECORDED[name])
    edited = [each for _, _, edits in KINDS.values() for each in islice(edits(RECORDED[name]), 1)]
    assert len(edited) > 10
    assert [verdict(each) for each in edited] == [checks_all(each) for each in edited]


def later(events, date):
    """The same history on another day."""
    moved = copied(events)
    for event in moved:
        metadata(event)["creationTimestamp"] = f"{date}T00:00:00Z"
        for each in containers(event).values():
            for shown in (each["state"], each["lastState"]):
                for inner in shown.values():
                    for time in inner.keys() & {"startedAt", "finishedAt"}:
                        inner[time] = date + inner[time][10:]
        if "startTime" in status(event):
            status(event)["startTime"] = f"{date}T00:00:00Z"
    return moved


def test_a_pod_that_does_the_same_on_another_day_shows_known_statuses(monkeypatch):
    history = RECORDED["two-exit0-run-never"]
    verdict(history)
    monkeypatch.delattr(known_statuses.KnownStatuses, "learn")
    assert verdict(later(history, "2031-05-17")) == [None]


def counted(events, first, second):
    """A history whose containers have these restart counts in their last two observations, in either order."""
    counted = copied(events[:-1]) + copied(events[-2:-1])
    metadata(counted[-1])["resourceVersion"] = str(int(metadata(counted[-1])["resourceVersion"]) + 1)
    for event, counts, order in ((counted[-2], first, 1), (counted[-1], second, -1)):
        shown = status(event)["containerStatuses"][::order]
        for each, count in zip(shown, counts, strict=True):
            each["restartCount"] = count
        status(event)["containerStatuses"] = shown
    return counted


def test_restart_counts_are_compared_by_the_name_of_the_container(checks_all):
    history = next(each for each in RECORDED.values() if len(containers(each[-2])) == 2)
    for second in ((7, 5), (5, 7), (7, 7)):
        events = counted(history, (5, 7), second)
        assert verdict(events) == checks_all(events)
