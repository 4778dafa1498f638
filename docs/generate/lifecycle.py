"""The machines, a chapter each: what each is, its picture, its transitions."""

from checker.drawings.machines import effect, mermaid
from generate.notes import NOTE
from spec.machines import MACHINES
from spec.notation import Machine, Rule, rules


def page() -> str:
    """The page of all machines."""
    parts = [
        "# The lifecycle, machine by machine\n",
        "Each picture and table is read off the class.  An event in brackets is led by another machine and followed"
        " here.\nRule numbers are those of the rules that the specification formalises.\n",
    ]
    return NOTE + "\n".join([*parts, *(chapter(machine) for machine in MACHINES)])


def chapter(machine: type[Machine]) -> str:
    """One machine: what it is, its picture, its transitions."""
    one = "one for each container" if machine.scope == "container" else "one for the Pod"
    fault = f", fault class `{machine.fault}`" if machine.fault else ""
    return "\n".join(
        [
            f"## {machine.__name__}\n",
            f"{(machine.__doc__ or '').strip()} ({one}; led by: {machine.actor}{fault})\n",
            f"```mermaid\n{mermaid(machine)}```\n",
            "| event | from | to | when | changes | rules |",
            "|---|---|---|---|---|---|",
            *map(row, rules(machine)),
            "",
        ]
    )


def row(rule: Rule) -> str:
    """One transition as a line of the table."""
    event = rule.event if rule.leading else f"({rule.event})"
    return f"| {event} | {rule.source} | {rule.target} | {rule.guard} | {effect(rule)} | {' '.join(rule.cites)} |"
