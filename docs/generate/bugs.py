"""The known bugs of Kubernetes, each with the trace that finds it again."""

from generate.notes import NOTE
from podproof.checker.exploration import Options, explore
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.checker.reports import text
from podproof.spec.manifest import read
from podproof.spec.pod.known_bugs import BEYOND, BUGS, Bug
from podproof.spec.pod.scenarios import path


def page() -> str:
    """The page of known bugs."""
    beyond = [f"| {issue} | {reason} |" for issue, reason in BEYOND.items()]
    return NOTE + "\n".join(
        [
            "# Bugs that Kubernetes had, found again\n",
            "Each [known bug](glossary.md#known-bug) changes a few transitions of the specification"
            " (`spec/pod/known_bugs.py`),\nand the checker explores a small Pod with it. To see one:"
            " `podproof explore --bug 58711`. Issue numbers belong to\nkubernetes/kubernetes unless another tracker"
            " is named.\n",
            *map(chapter, BUGS),
            "## Beyond this model\n",
            "| issue | why |",
            "|---|---|",
            *beyond,
            "",
        ]
    )


def chapter(bug: Bug) -> str:
    """One bug: what went wrong, the law that finds it, and the trace."""
    (manifest,) = read([str(path(bug.scenario))]).pods
    exploration = explore(bug.specification, manifest.pod, Options(laws=(bug.law,)))
    (verdict,) = exploration.verdicts
    trace = exploration.trace_of(verdict)
    assert trace is not None
    lines = text.of_verdict(trace_renderer(exploration.compiled), verdict, trace)
    law = f"Law `{bug.law}`: {verdict.law.description} Versions: {bug.versions}. Pod: `{bug.scenario}`."
    trace = "\n".join(line.plain for line in lines)
    return f"## {bug.issue}\n\n{bug.description}\n\n{law}\n\n```text\n{trace}\n```\n"
