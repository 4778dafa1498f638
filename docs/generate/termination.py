"""How a Pod terminates: a trace of the shipped example, chapter by chapter, and one whose processes ignore SIGTERM."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from generate.lifecycle import leader, link
from generate.notes import NOTE, template
from podproof.checker.compile import Compiled
from podproof.checker.diagrams import sequence
from podproof.checker.diagrams.walkthrough import Chapter, walk
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.checker.rendering.trace_lines import TraceLine, TraceRenderer
from podproof.spec.manifest import example, read
from podproof.spec.notation_of_machines import transitions
from podproof.spec.pod.laws import LAWS
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.situations import SITUATIONS
from podproof.spec.pod.walkthroughs import WALKTHROUGHS

PICTURES = "docs/pictures"

SURPRISES = (
    "EndpointWhileTerminating",
    "PreStopCutOff",
    "Killed",
    "GraceShortened",
    "SucceededEarly",
    "RunningAfterForce",
)

CERTAIN = (
    "kill-after-grace",
    "sidecars-stop-last",
    "confirmed-only-when-stopped",
    "gone-means-stopped",
    "endpoint-only-when-ready",
    "gone-is-gone",
)


class Scene(NamedTuple):
    """A walkthrough in chapters, with the renderer of its traces."""

    name: str
    description: str
    renderer: TraceRenderer
    chapters: Sequence[Chapter]


def pages() -> Mapping[str, Callable[[], str]]:
    """The page and its pictures."""
    return {"docs/termination.md": page} | {
        f"{PICTURES}/{each.name}.svg": lambda name=each.name: picture(name) for each in WALKTHROUGHS
    }


@cache
def scenes() -> dict[str, Scene]:
    """Each walkthrough of the shipped example, without faults."""
    (manifest,) = read([example()]).pods
    compiled = Compiled(LIFECYCLE, manifest.pod, frozenset())
    return {
        each.name: Scene(each.name, each.description, trace_renderer(compiled), walk(compiled, each) or ())
        for each in WALKTHROUGHS
    }


def picture(name: str) -> str:
    """The walkthrough as a sequence diagram."""
    scene = scenes()[name]
    return sequence.svg(scene.renderer, scene.chapters, scene.description)


def page() -> str:
    """The page."""
    obeying, disobeying = (scenes()[each.name] for each in WALKTHROUGHS)
    return NOTE + template("termination").render(
        obeying=obeying,
        disobeying=disobeying,
        picture=lambda scene: f"![{scene.description}](pictures/{scene.name}.svg)",
        table=lambda scene, chapter: "\n".join(table(list(numbered(scene))[chapter])),
        surprises=[each for each in SITUATIONS if each.name in SURPRISES],
        certain=[law for law in LAWS if law.name in CERTAIN],
    )


def numbered(scene: Scene) -> Iterator[list[TraceLine]]:
    """The lines of each chapter without its first state, numbered across chapters."""
    hidden = scene.chapters[0].before
    for chapter in scene.chapters:
        yield [line._replace(number=line.number - hidden) for line in chapter.lines(scene.renderer)[1:]]


def table(lines: Sequence[TraceLine]) -> Iterator[str]:
    """The steps of a chapter: what kubectl shows after each, and the machine and the rules that decide it."""
    yield "| step | who | what | STATUS | READY | decided by | rules |\n|---:|---|---|---|---|---|---|"
    for line in lines:
        machine = leader(line.event)
        cites = dict.fromkeys(cite for each in transitions(machine) if each.event == line.event for cite in each.cites)
        columns = f"{line.status} | {line.ready} | {link(machine, 'lifecycle/')} | {' '.join(cites)}"
        yield f"| {line.number} | {line.actor} | {line.text} | {columns} |"
