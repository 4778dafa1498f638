"""The bugs that Kubernetes had, each with the trace that finds it again."""

from generate.notes import NOTE
from podproof.checker.exploration import Options, explore
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.checker.reports import text
from podproof.spec.manifest import read
from podproof.spec.pod.known_bugs import BEYOND, BUGS, Bug
from podproof.spec.pod.scenarios import path


def page() -> str:
    """The page of the bugs that Kubernetes had."""
    beyond = [f"| {issue} | {reason} |" for issue, reason in BEYOND.items()]
    return NOTE + "\n".join(
        [
            "# Bugs that Kubernetes had, found again\n",
            "Each is the specification with a few rules changed (`spec/pod/known_bugs.py`), explored on a small Pod.\n"
            "To see one: `python -m checker explore --bug 58711`.  Issue numbers are of kubernetes/kubernetes"
            " unless\nanother tracker is named.\n",
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
    lines = text.trace(
        trace_renderer(exploration.compiled), f"{bug.law} ({verdict.outcome})", exploration.trace_of(verdict)
    )
    law = f"Law `{bug.law}`: {verdict.law.description} Versions: {bug.versions}. Pod: `{bug.scenario}`."
    told = "\n".join(line.plain for line in lines)
    return f"## {bug.issue}\n\n{bug.description}\n\n{law}\n\n```text\n{told}\n```\n"
