"""The record is brought up to date by judging only what a change can concern."""

from dataclasses import dataclass, field

import pytest

from podproof.checker.cli import main
from podproof.checker.mutation import Judgment, Kill, LawRecord, MutantTally, MutationCase, Update, record, update
from podproof.checker.mutation.record import Representative
from podproof.checker.mutation.workers import by_name
from podproof.spec import expected
from podproof.spec.notation import Law
from podproof.spec.pod.lifecycle import LIFECYCLE

KILLED = "Stop.kills Signalled→Idle: without `grace_is_over`"
SURVIVOR = "Stop.kills Signalled→Idle: without `not kill_restarts_it`"
TRANSITION = "Stop.kills Signalled→Idle"

NEW = Law("after", "new-law", "9.12", "New.", events="kills", then="was_killed")
WITH_NEW = LIFECYCLE._replace(laws=(*LIFECYCLE.laws, NEW))


@dataclass
class FakeJudge:
    """Answers that every law that is asked kills these mutants, and notes what it was asked."""

    kills: set[str] = field(default_factory=set)
    asked: list[tuple[list[MutationCase], list[str]]] = field(default_factory=list)

    def __call__(self, cases, laws):
        self.asked.append((list(cases), list(laws)))
        return [self.judgment(case.mutant, laws) for case in cases]

    def judgment(self, name, laws):
        kills = tuple(Kill(law, "violated", "hooks") for law in laws or ["gone-is-gone"]) if name in self.kills else ()
        return Judgment(name, "drop a conjunct", "Stop", kills, ("hooks",))


def recorded(**representatives: Representative) -> record.Record:
    """A record in which all mutants but one are killed, with these representatives of laws."""
    judgments = [Judgment(name, "", "", () if name == SURVIVOR else (KILL,), ("hooks",)) for name in by_name()]
    known = record.record(judgments, ["hooks", "gates"], LIFECYCLE.laws)
    laws = {
        law: LawRecord(each, known.laws[law].digest if law in known.laws else "")
        for law, each in representatives.items()
    }
    return known._replace(laws=dict(known.laws) | laws)


def representative_of(law: str, result: Update) -> Representative | None:
    """The representative of the law in the new record."""
    return result.record.laws[law].representative


KILL = Kill("", "violated", "hooks")
ALONE = Representative(KILLED, "violated", "hooks", alone=True)


def test_nothing_is_judged_if_nothing_has_changed():
    judge, known = FakeJudge(), recorded()
    assert update(LIFECYCLE, known, [SURVIVOR], judge).record == known
    assert not any(cases for cases, _ in judge.asked)


def test_a_new_law_is_asked_about_the_survivors_and_moves_those_that_it_kills():
    judge, known = FakeJudge({SURVIVOR}), recorded()
    result = update(WITH_NEW, known, [SURVIVOR], judge)
    before, after = known.transitions[TRANSITION].tally, result.record.transitions[TRANSITION].tally
    assert after == before + MutantTally(1, -1)
    assert result.killed == {SURVIVOR}
    assert representative_of("new-law", result) == Representative(SURVIVOR, "violated", "hooks", alone=True)
    assert ([MutationCase(SURVIVOR)], ["new-law"]) in judge.asked


def test_a_representative_that_a_new_law_kills_too_is_not_killed_alone_any_more():
    result = update(WITH_NEW, recorded(**{"gone-is-gone": ALONE}), [SURVIVOR], FakeJudge({SURVIVOR, KILLED}))
    assert representative_of("gone-is-gone", result) == ALONE._replace(alone=False)


def test_a_representative_that_no_new_law_kills_stays():
    judge = FakeJudge({SURVIVOR})
    result = update(WITH_NEW, recorded(**{"gone-is-gone": ALONE}), [SURVIVOR], judge)
    assert representative_of("gone-is-gone", result) == ALONE
    assert ([MutationCase(KILLED, ("hooks",))], ["new-law"]) in judge.asked


def test_a_new_law_that_kills_no_survivor_is_asked_about_mutants_of_its_events():
    judge = FakeJudge({name for name in by_name() if ".kills " in name})
    result = update(WITH_NEW, recorded(), [], judge)
    representative = representative_of("new-law", result)
    assert ".kills " in representative.mutant and not representative.alone


def test_the_mutants_of_a_changed_transition_are_judged_by_all_laws():
    known = recorded()
    changed = known.transitions[TRANSITION]._replace(digest="another")
    judge = FakeJudge({KILLED})
    result = update(LIFECYCLE, known._replace(transitions={**known.transitions, TRANSITION: changed}), [], judge)
    mine = [name for name in by_name() if name.startswith(f"{TRANSITION}:")]
    assert judge.asked[0] == ([MutationCase(name) for name in mine], [])
    assert result.record.transitions[TRANSITION].tally == MutantTally(1, len(mine) - 1)
    assert result.survived == {*mine} - {KILLED}


def test_the_representative_of_a_law_that_is_gone_may_survive():
    known = recorded(gone=ALONE)
    result = update(LIFECYCLE, known, [], FakeJudge())
    assert result.survived == {KILLED}
    assert result.record.transitions[TRANSITION].tally == known.transitions[TRANSITION].tally + MutantTally(-1, 1)
    assert "gone" not in result.record.laws


def test_an_edited_law_that_kills_its_representative_no_more_loses_it():
    known = recorded(**{"gone-is-gone": ALONE})
    edited = known.laws["gone-is-gone"]._replace(digest="another")
    result = update(LIFECYCLE, known._replace(laws={**known.laws, "gone-is-gone": edited}), [], FakeJudge())
    assert representative_of("gone-is-gone", result) is None
    assert result.record.laws["gone-is-gone"].digest == known.laws["gone-is-gone"].digest


def test_a_renaming_keeps_what_is_recorded():
    known, judge = recorded(**{"gone-is-gone": ALONE}), FakeJudge()
    other = known._replace(
        transitions={name: each._replace(digest="another") for name, each in known.transitions.items()},
        laws={name: each._replace(digest="another") for name, each in known.laws.items()},
    )
    assert update(LIFECYCLE, other, [SURVIVOR], judge, only_renamed=True).record == known
    assert not any(cases for cases, _ in judge.asked)


@pytest.fixture
def written(monkeypatch, tmp_path):
    """The record and the reviews as copies that may be overwritten."""
    for name in ("RECORD", "MUTANTS"):
        copy = tmp_path / f"{name}.json"
        copy.write_bytes(getattr(expected, name).read_bytes())
        monkeypatch.setattr(expected, name, copy)
    return tmp_path


def test_an_update_without_a_change_writes_the_same_files(written, capsys):
    before = {file.name: file.read_bytes() for file in written.iterdir()}
    assert main(["mutate", "--update"]) == 0
    assert {file.name: file.read_bytes() for file in written.iterdir()} == before
    assert "0 survivors are killed now" in capsys.readouterr().out


def test_a_record_is_made_of_the_json_of_a_full_run(written, capsys):
    arguments = ["--machine", "Scheduling", "--scenario", "no-grace", "--format", "json", "--processes", "1"]
    main(["mutate", *arguments])
    (written / "full.json").write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["mutate", "--update", str(written / "full.json")]) == 0
    assert {name.partition(".")[0] for name in record.read().transitions} == {"Scheduling"}


def test_an_update_from_something_else_is_refused(written, capsys):
    (written / "full.json").write_text("[]", encoding="utf-8")
    assert main(["mutate", "--update", str(written / "full.json")]) == 2
    assert "is not what `mutate --format json` prints" in capsys.readouterr().err
