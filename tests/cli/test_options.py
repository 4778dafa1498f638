"""The options of `explore`: what is modeled, how it is searched, how far, and names that do not exist."""

import json
import re

import pytest
from large import large
from strategies import FOLDER

from podproof.checker.cli import main
from podproof.spec.pod.machines import FAULTS

SMALL = str(FOLDER / "single-never.yaml")
BOUNDS = [["--max-states", "100"], ["--timeout", "0.001"], ["--memory", "1M"]]


@pytest.fixture
def many(tmp_path):
    """The path of a Pod that is too much for every one of these bounds."""
    path = tmp_path / "large.yaml"
    path.write_text(large(6), encoding="utf-8")
    return str(path)


@pytest.fixture
def answer(capsys):
    """The exit code and the JSON report of the one Pod."""

    def answer(*arguments: str):
        code = main(["explore", *arguments, "--format", "json"])
        return code, json.loads(capsys.readouterr().out)["pods"][0]

    return answer


def outcomes(pod) -> dict[str, str]:
    """The outcome of each law."""
    return {law["name"]: law["outcome"] for law in pod["laws"]}


def reachable(pod) -> dict[str, bool | None]:
    """Which situations are reachable."""
    return {each["name"]: each["reachable"] for each in pod["situations"]}


@pytest.mark.parametrize("arguments", [(SMALL, "--faults", "none"), ("--bug", "17011")])
def test_every_engine_gives_the_same_answer(answer, arguments):
    answers = [answer(*arguments, "--engine", engine) for engine in ("explicit", "symbolic", "auto")]
    assert [pod["size"]["engine"] for _, pod in answers[:2]] == ["explicit", "symbolic"]
    code, first = answers[0]
    for other_code, other in answers[1:]:
        assert other_code == code
        assert outcomes(other) == outcomes(first)
        assert reachable(other) == reachable(first)
        assert [other["size"][each] for each in ("states", "transitions")] == [
            first["size"][each] for each in ("states", "transitions")
        ]


@pytest.mark.parametrize("engine", ["explicit", "symbolic"])
@pytest.mark.parametrize("bound", BOUNDS, ids=lambda bound: bound[0])
def test_under_a_bound_only_a_law_of_kind_reachable_can_hold(answer, many, bound, engine):
    code, pod = answer(many, "--engine", engine, *bound)
    assert code == 3
    assert not pod["size"]["complete"]
    assert pod["size"]["bound"]
    kinds = {law["kind"] for law in pod["laws"] if law["outcome"] == "holds"}
    assert kinds <= {"reachable"}
    assert set(outcomes(pod).values()) <= {"holds", "undecided", "not applicable"}


@pytest.mark.parametrize("bound", BOUNDS, ids=lambda bound: bound[0])
def test_under_a_bound_a_situation_is_reached_or_open_but_never_unreachable(answer, many, bound):
    _, pod = answer(many, *bound)
    assert set(reachable(pod).values()) <= {True, None}


@pytest.mark.parametrize("bound", BOUNDS, ids=lambda bound: bound[0])
def test_the_report_names_the_bound_that_was_hit(capsys, many, bound):
    assert main(["explore", many, *bound, "--law", "kill-after-grace"]) == 3
    out = capsys.readouterr().out
    assert re.search(r"^  INCOMPLETE: stopped: .*; 0 laws proved, 1 undecided; ", out, re.MULTILINE)
    assert re.search(r"^  undecided +kill-after-grace: ", out, re.MULTILINE)
    assert not re.search(r"^  cannot ", out, re.MULTILINE)


def test_a_bound_that_is_not_hit_changes_nothing(answer):
    bounds = ("--max-states", "1000000", "--timeout", "100s", "--memory", "1G")
    code, pod = answer(SMALL, *bounds)
    assert code == 0
    assert outcomes(pod) == outcomes(answer(SMALL)[1])


def test_a_violation_outweighs_a_bound(capsys):
    assert (
        main(["explore", "--bug", "17011", "--max-states", "400", "--engine", "explicit", "--faults", "kubelet"]) == 1
    )
    assert "INCOMPLETE: stopped: 400 states" in capsys.readouterr().out


def test_without_faults_a_situation_that_needs_a_fault_is_unreachable(answer):
    found = reachable(answer(SMALL, "--faults", "none")[1])
    assert not (found["KubeletDown"] or found["SandboxLost"] or found["Unknown"])


def test_only_the_named_faults_strike(answer):
    _, pod = answer(SMALL, "--faults", "Kubelet, sandbox")
    assert pod["faults"] == ["kubelet", "sandbox"]
    assert reachable(pod)["KubeletDown"] and reachable(pod)["SandboxLost"]


def test_all_faults_strike_by_default(answer):
    assert answer(SMALL)[1]["faults"] == answer(SMALL, "--faults", "all")[1]["faults"] == sorted(FAULTS)


def test_an_older_kubernetes_behaves_as_it_did(answer):
    code, pod = answer(SMALL, "--kubernetes", "1.20")
    assert code == 0
    assert pod["kubernetes"] == "1.20"
    assert outcomes(pod)["terminal-phase-means-stopped"] == "not applicable"


def test_a_patch_version_is_that_of_its_minor_version(answer):
    assert answer(SMALL, "--kubernetes", "v1.30.4", "--law", "kill-after-grace")[1]["kubernetes"] == "1.30"


def test_only_the_laws_that_are_named_are_decided(answer):
    _, pod = answer(SMALL, "--law", "GONE-IS-GONE", "--law", "kill-after-grace")
    assert outcomes(pod) == {"kill-after-grace": "holds", "gone-is-gone": "holds"}


@pytest.mark.parametrize("name", ["crashloopbackoff", "CRASHLOOPBACKOFF", "CrashLoopBackOff"])
def test_a_situation_is_named_whatever_the_case(capsys, name):
    arguments = ["--faults", "none", "--law", "kill-after-grace", "--trace", name]
    assert main(["explore", str(FOLDER / "single-always.yaml"), *arguments]) == 0
    assert re.search(r"^  CrashLoopBackOff: witness, \d+ steps", capsys.readouterr().out, re.MULTILINE)


def test_an_unreachable_situation_has_no_trace(capsys):
    assert main(["explore", SMALL, "--faults", "none", "--trace", "CrashLoopBackOff"]) == 0
    assert "CrashLoopBackOff: unreachable" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["--trace", "Succeded"], "unknown situation or law 'Succeded'; did you mean Succeeded?"),
        (["--trace", "crashloop"], "did you mean CrashLoopBackOff?"),
        (["--law", "kill-after-grce"], "did you mean kill-after-grace?"),
        (["--law", "xyz"], "unknown law 'xyz'; `explore --list-laws` lists them"),
        (["--faults", "sandbx"], "unknown class of faults 'sandbx'; did you mean sandbox?"),
        (["--faults", "kubelet,"], "choose from admission, client, config, eviction, kubelet, "),
        (["--kubernetes", "1.99"], "Kubernetes 1.99 is not modeled; choose from 1.13 to 1.36"),
        (["--kubernetes", "1.12"], "choose from 1.13 to 1.36"),
        (["--bug", "1"], "unknown bug '1'; choose from "),
    ],
)
def test_an_unknown_name_is_misuse_and_one_line_offers_the_nearest(capsys, arguments, hint):
    assert main(["explore", SMALL, *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert err.startswith("podproof explore: ")
    assert hint in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--kubernetes", "banana"], "'banana' is not a version of Kubernetes: write it like 1.36"),
        (["--max-states", "0"], "'0' is not a whole number above 0"),
        (["--timeout", "-1"], "'-1' is not a time in seconds, such as 10 or 0.5"),
        (["--timeout", "nan"], "'nan' is not a time in seconds, such as 10 or 0.5"),
        (["--memory", "x"], "'x' is not a size, such as 512M or 2G"),
        (["--engine", "quantum"], "unknown choice 'quantum'"),
        (["--format", "yaml"], "unknown choice 'yaml'"),
    ],
)
def test_an_invalid_value_is_misuse(capsys, arguments, message):
    with pytest.raises(SystemExit, match="2"):
        main(["explore", SMALL, *arguments])
    assert message in capsys.readouterr().err
