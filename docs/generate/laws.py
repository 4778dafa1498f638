"""The laws by theme, and the situations."""

from collections.abc import Iterable, Iterator

from generate.notes import NOTE
from spec.laws import THEMES
from spec.notation import Law
from spec.situations import SITUATIONS

MOODS = """
`always`: in every reachable world.  `before`, `after`: in every world around an event.  `stays`: once true, for ever.
`sometimes`: reachable.  `rests`: the only worlds without a next step.
`leads_to`: comes, with probability one: faults and users stop after a while, and every other step has some
chance.  With the strength of weak fairness it comes even without any luck; [how.md](how.md) tells the two apart.
`possible`: there is always a way.
"""


def page() -> str:
    """The page of all laws and situations."""
    named = [f"| `{each.name}` | {each.sentence} | {each.cites} |" for each in SITUATIONS]
    return NOTE + "\n".join(
        [
            "# Laws and situations",
            MOODS,
            *(line for theme, those in THEMES.items() for line in theme_of_laws(theme, those)),
            "## Situations\n",
            "| situation | sentence | rules |",
            "|---|---|---|",
            *named,
            "",
        ]
    )


def mood(law: Law) -> str:
    """The mood of a law, and its strength if it has the greater one."""
    return f"{law.mood}, {law.strength}" if law.strength == "weak fairness" else law.mood


def theme_of_laws(theme: str, laws: Iterable[Law]) -> Iterator[str]:
    """The laws of one theme as a table."""
    yield f"## {theme[0].upper()}{theme[1:]}\n\n| law | mood | sentence | rules |\n|---|---|---|---|"
    yield from (f"| `{law.name}` | {mood(law)} | {law.sentence} | {law.cites} |" for law in laws)
    yield ""
