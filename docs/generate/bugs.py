"""The known bugs of Kubernetes by version, each with the trace that finds it again."""

from generate.notes import NOTE
from podproof.checker.reports.known_bugs import counterexample, law_of, versions_of
from podproof.spec.pod.known_bugs import BEYOND, BUGS, Bug

INTRODUCTION = """# Known bugs of Kubernetes

The specification says how Kubernetes is meant to work. Each [known bug](glossary.md#known-bug) is an edit of it
(`spec/pod/known_bugs/`): the versions that have the bug are the specification with this edit. `podproof explain 141155`
tells about one, `podproof explore --bug 141155` explores a small Pod that shows it, and `podproof explore --bug 141155
pod.yaml` your own. A verdict names the bugs of the version that `--kubernetes` chooses, down to the patch. Issue
numbers belong to kubernetes/kubernetes unless another tracker is named.
"""

EXPECTED = """## What every version does

The specification has these bugs too, because no version is without them. The law is what people expect to hold.
"""


def page() -> str:
    """The page of known bugs."""
    return NOTE + "\n".join(
        [
            INTRODUCTION,
            "| issue | versions | law |",
            "|---|---|---|",
            *(f"| [{bug.issue}](#{anchor(bug)}) | {versions_of(bug)} | `{bug.law}` |" for bug in BUGS),
            "",
            *(chapter(bug) for bug in BUGS if not bug.expectation),
            EXPECTED,
            *(chapter(bug) for bug in BUGS if bug.expectation),
            "## Beyond this model\n",
            "| issue | why |",
            "|---|---|",
            *(f"| {issue} | {reason} |" for issue, reason in BEYOND.items()),
            "",
        ]
    )


def anchor(bug: Bug) -> str:
    """The anchor of the heading of a bug."""
    return bug.issue.replace("/", "").replace("#", "")


def chapter(bug: Bug) -> str:
    """One bug: its versions and their source, the law that finds it, and the trace."""
    trace = "\n".join(line.plain.rstrip() for line in counterexample(bug))
    law = f"Law `{bug.law}`: {law_of(bug).description} Pod: `{bug.scenario}`, Kubernetes 1.{bug.kubernetes}."
    versions = f"Versions: {versions_of(bug)}. {bug.source}"
    return f"## {bug.issue}\n\n{bug.description}\n\n{versions}\n\n{law}\n\n```text\n{trace}\n```\n"
