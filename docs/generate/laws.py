"""The laws by theme, each with a witness and with the counterexample of a fault that it finds; and the situations."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from generate.notes import NOTE, template
from generate.proofs import Proof, proofs
from podproof.spec.notation import Law
from podproof.spec.pod.laws import THEMES
from podproof.spec.pod.situations import SITUATIONS


def pages() -> Mapping[str, Callable[[], str]]:
    """The index, and the page of each theme."""
    return {"docs/laws.md": index} | {
        f"docs/laws/{file(theme)}.md": lambda theme=theme: page(theme) for theme in THEMES
    }


def index() -> str:
    """The page of all laws and situations."""
    tables = (line for theme, laws in THEMES.items() for line in theme_of_laws(theme, laws))
    return NOTE + template("laws").render(files=map(file, THEMES), tables="\n".join(tables), situations=SITUATIONS)


def theme_of_laws(theme: str, laws: Iterable[Law]) -> Iterator[str]:
    """The laws of one theme as a table."""
    yield f"## {title(theme)}\n\n| law | kind | description | rules |\n|---|---|---|---|"
    for law in laws:
        yield f"| [`{law.name}`](laws/{file(theme)}.md#{law.name}) | {kind(law)} | {law.description} | {law.cites} |"
    yield ""


def kind(law: Law) -> str:
    """The kind of a law, and its strength if that is weak fairness."""
    return f"{law.kind}, {law.strength}" if law.strength == "weak fairness" else law.kind


def page(theme: str) -> str:
    """The laws of one theme, a chapter each."""
    by_law = proofs()
    return NOTE + "\n".join([f"# {title(theme)}\n", *(chapter(law, by_law[law.name]) for law in THEMES[theme])])


def chapter(law: Law, proof: Proof) -> str:
    """A law with its conditions, its witness, and the counterexample of a seeded fault."""
    lines = [f"## {law.name}\n", f"{law.description} [{law.cites}]\n", f"* kind: {kind(law)}"]
    conditions = {"given": law.given, "when": law.when, "then": law.then}
    lines += [f"* {name}: `{condition}`" for name, condition in conditions.items() if condition]
    lines += [f"* {name}: {names}" for name, names in (("events", law.events), ("by", law.by)) if names]
    if witness := proof.witness:
        lines.append(f"\nWitness, in the Pod `{witness.scenario}`:\n\n```text\n{witness.trace}\n```")
    if found := proof.counterexample:
        lines.append(f"\nCounterexample with a seeded fault, in the Pod `{found.scenario}`: {found.fault}")
        lines.append(f"\n```text\n{found.trace}\n```" if found.trace else f"\nVerdict: {found.outcome}.")
    return "\n".join([*lines, ""])


def title(theme: str) -> str:
    """The theme as a heading."""
    return f"{theme[0].upper()}{theme[1:]}"


def file(theme: str) -> str:
    """The theme as the name of a file."""
    return theme.replace(",", "").replace(" ", "-")
