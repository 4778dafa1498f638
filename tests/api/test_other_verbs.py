"""`diagram`, `fuzz` and `report` as functions."""

import pytest

import podproof

JOB = "spec/pod/scenarios/single-never.yaml"


def test_a_machine_is_drawn_by_its_name():
    assert podproof.diagram("stop").startswith("stateDiagram-v2")


def test_a_trace_of_a_pod_is_drawn_as_a_sequence():
    (pod,) = podproof.read(JOB)
    assert "status: Succeeded" in podproof.diagram("sequence", pod, trace="Succeeded")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"what": "stopp"}, "unknown diagram or machine 'stopp'; did you mean Stop?"),
        ({"what": "sequence", "format": "png"}, "sequence is not drawn as png"),
        ({"what": "sequence", "pod": JOB, "trace": "CrashLoopBackOff"}, "CrashLoopBackOff is unreachable for this Pod"),
    ],
)
def test_a_diagram_that_does_not_exist_is_a_usage_error(arguments, message):
    with pytest.raises(podproof.UsageError, match=message.replace("?", r"\?")):
        podproof.diagram(**arguments)


def test_a_recorded_pod_is_drawn_as_a_timeline():
    recording = "docs/examples/impossible.jsonl"
    assert podproof.diagram("timeline", recording).startswith("<svg")
    assert podproof.diagram("timeline", recording, name="single-exit1-never", format="markdown")
    with pytest.raises(podproof.UsageError, match="unknown Pod in the recording 'web'"):
        podproof.diagram("timeline", recording, name="web")
    with pytest.raises(podproof.RecordingError, match=f"{JOB}:2: error: the Pod single-never has no status"):
        podproof.diagram("timeline", JOB)
    with pytest.raises(podproof.UsageError, match="a timeline needs a recording"):
        podproof.diagram("timeline")


def test_two_files_are_compared():
    difference = podproof.diff(JOB, "docs/examples/retried.yaml", faults="none", laws=["never-means-once"])
    assert (difference.code, difference.changes[0].kind, difference.unreadable) == (0, "changed", ())
    assert str(difference).endswith("Pods: 1 changed")


def test_files_without_pods_are_no_comparison():
    with pytest.raises(podproof.UsageError, match="no Pod is on either side"):
        podproof.diff("docs/build.py", "docs/conf.py")


def test_a_name_is_explained():
    (topic,) = podproof.explain("never-means-once")
    assert (topic.kind, str(topic).partition("\n")[0]) == ("law", "law never-means-once")
    with pytest.raises(podproof.UsageError, match="did you mean never-means-once"):
        podproof.explain("never-mean-once")


def test_the_same_seed_gives_the_same_walks():
    (pod,) = podproof.read(JOB)
    first, second = (podproof.fuzz(pod, walks=2, steps=10, seed=3) for _ in range(2))
    assert (first.walks, first.failure) == (2, None)
    assert first.coverage.taken == second.coverage.taken


def test_walks_without_an_end_are_refused():
    with pytest.raises(podproof.UsageError, match="walks without an end"):
        podproof.fuzz(walks=None)


def test_a_report_is_written_and_returned(tmp_path):
    report = podproof.report(JOB, output=tmp_path / "report.html", faults="none", laws=["never-means-once"])
    assert (report.code, report.pods) == (0, 1)
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_an_exploration_has_the_answer_that_the_gate_gives():
    result = podproof.explore(JOB, faults="none")
    (unit,) = podproof.check(JOB, faults="none").units
    assert result.answer._replace(explored=result.answer.explored._replace(seconds=None)) == unit.pods[0]
    assert str(result).startswith(f"ok  Pod/single-never  {JOB}:2\n  no findings; all ")


def test_an_exploration_has_the_findings_of_the_gate():
    path = "tests/cli/manifests/liveness-exec.yaml"
    result = podproof.explore(path, laws=["never-means-once"])
    assert [each.line for each in result.findings if each.rule == "unknown-field"] == [15, 16]
    assert result.code == 1
    assert "unknown-field" in result._repr_html_()
