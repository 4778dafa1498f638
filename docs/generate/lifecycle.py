"""The machines, a page for each file: what each machine is, its diagram, its transitions, and their predicates."""

import re
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from itertools import chain

from generate.notes import NOTE, template
from podproof.checker.diagrams import charts
from podproof.checker.diagrams.machines import drawing, mermaid, table
from podproof.spec.notation_of_machines import Machine, transitions
from podproof.spec.pod import predicates
from podproof.spec.pod.machines import MACHINES

FILES = ("api", "node", "containers", "probes", "environment", "disruptions")
"""The files of `spec/pod/machines`, in reading order."""


def pages() -> Mapping[str, Callable[[], str]]:
    """The index, and the page of each file."""
    return {"docs/lifecycle.md": index} | {f"docs/lifecycle/{file}.md": lambda file=file: page(file) for file in FILES}


def index() -> str:
    """The page that lists all machines."""
    return NOTE + template("lifecycle").render(files=FILES, tables="\n".join(chain.from_iterable(map(listed, FILES))))


def listed(file: str) -> Iterator[str]:
    """The machines of a file as a table."""
    yield f"## {title(file)}\n\n| machine | what it is | one for each | events |\n|---|---|---|---|"
    for machine in machines(file):
        what = description(machine).removesuffix(".")
        yield f"| {link(machine, 'lifecycle/')} | {what} | {machine.scope} | {leadership(machine)}{fault(machine)} |"
    yield ""


def page(file: str) -> str:
    """The machines of a file, a chapter each, and the predicates of their guards."""
    return NOTE + "\n".join([f"# {title(file)}\n", *map(chapter, machines(file)), *glossary(file)])


def chapter(machine: type[Machine]) -> str:
    """One machine: what it is, its diagram, its transitions."""
    one = "one for each container" if machine.scope == "container" else "one for the Pod"
    return "\n".join(
        [
            f"## {machine.__name__}\n",
            f"{description(machine)} ({one}; {leadership(machine)}{fault(machine)})\n",
            f"```mermaid\n{mermaid(machine)}```\n",
            table(machine, lambda event: f"{event}, {link(leader(event))}"),
        ]
    )


def leadership(machine: type[Machine]) -> str:
    """Who leads the events of the machine."""
    return f"led by: {machine.actor}" if machine.actor else "follows only"


def fault(machine: type[Machine]) -> str:
    """The classes of fault that the machine models, if any."""
    return f", fault class {' or '.join(f'`{each}`' for each in machine.fault.split())}" if machine.fault else ""


def glossary(file: str) -> Iterator[str]:
    """What the predicates in the guards of the file mean, and the groups in its pictures."""
    guards = " ".join(each.guard for machine in machines(file) for each in transitions(machine))
    names = sorted({name for name in re.findall(r"\w+", guards) if hasattr(predicates, name)})
    if names:
        yield "## Predicates\n\n| predicate | meaning |\n|---|---|"
        yield from (f"| `{name}` | {' '.join(getattr(predicates, name).__doc__.split())} |" for name in names)
        yield ""
    groups = charts.groups(map(drawing, machines(file)))
    if groups:
        yield "## Groups of events\n\n| group | events |\n|---|---|"
        yield from (f"| {name} | {events} |" for name, _, events in (each.partition(": ") for each in groups))
        yield ""


def machines(file: str) -> list[type[Machine]]:
    """The machines of a file."""
    return [machine for machine in MACHINES if machine.__module__ == f"podproof.spec.pod.machines.{file}"]


def leader(event: str) -> type[Machine]:
    """The machine that leads the event."""
    led = ((machine, each) for machine in MACHINES for each in transitions(machine) if each.leading)
    return next(machine for machine, each in led if each.event == event)


def link(machine: type[Machine], folder: str = "") -> str:
    """A link to the chapter of the machine, from the folder of the pages or from above it."""
    return f"[{machine.__name__}]({folder}{machine.__module__.split('.')[-1]}.md#{machine.__name__.lower()})"


def description(machine: type[Machine]) -> str:
    """What the machine is."""
    return " ".join((machine.__doc__ or "").split())


def title(file: str) -> str:
    """The heading of a file: its docstring up to the colon."""
    return str(import_module(f"podproof.spec.pod.machines.{file}").__doc__).partition(":")[0]
