"""A story as messages between parties: what every drawing of a sequence is made of."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from podproof.checker.lives import Part
from podproof.checker.model import Step, Values
from podproof.checker.stories import Line, Teller
from podproof.spec.messages import MESSAGES, PARTIES, STOPS, TOLD_BY_THE_STOP, Message


class Beat(NamedTuple):
    """A step: its messages between the parties' keys, the line that a story has for it, and the world after it."""

    line: Line
    messages: tuple[Message, ...]
    world: Values


class Act(NamedTuple):
    """Beats under a title, which may be empty."""

    title: str
    beats: tuple[Beat, ...]


class Scene(NamedTuple):
    """A whole story: who takes part (key and name, from left to right), how it begins, and what happens."""

    teller: Teller
    parties: tuple[tuple[str, str], ...]
    start: Line
    before: Values
    acts: tuple[Act, ...]
    containers: tuple[int, ...]


def scene(teller: Teller, parts: Sequence[Part]) -> Scene:
    """The parts of a story, each an act, with their steps numbered through."""
    acts, number = [], 0
    for part in parts:
        beats = tuple(_beats(teller, part, number))
        number += len(beats)
        acts.append(Act(part.title, beats))
    start = parts[0].story
    messages = [message for act in acts for beat in act.beats for message in beat.messages]
    heard = {key for message in messages for key in message[:2]}
    members = enumerate(teller.compiled.configuration.members)
    containers = [(site, member.name) for site, member in members if _key(site) in heard]
    parties = [(key, name) for key, name in PARTIES.items() if key in heard]
    parties += [(_key(site), name) for site, name in containers]
    (first, *_) = teller.lines(start._replace(steps=()))
    return Scene(teller, tuple(parties), first, start.start, tuple(acts), tuple(site for site, _ in containers))


def _key(site: int) -> str:
    return f"container {site}"


def _beats(teller: Teller, part: Part, number: int) -> Iterator[Beat]:
    before = part.story.start
    lines = list(teller.lines(part.story))[1:]
    for line, step in zip(lines, part.story.steps, strict=True):
        yield Beat(line._replace(number=number + line.number), tuple(_messages(teller, before, step, line)), step.world)
        before = step.world


def _messages(teller: Teller, before: Values, step: Step, line: Line) -> Iterator[Message]:
    """What the step's own message says, and what the kubelet does where it stops a container."""
    pod = teller.compiled.configuration
    site, event = step.action.site, step.action.event
    for message in _told(teller, before, step):
        text = message.text.format(name=line.container, grace=pod.grace_period) or _plain(line)
        if event.startswith("publishes") and ": " in line.text:
            text += f": {line.text.partition(': ')[2]}"
        source, target = (key if key != "container" else _key(site or 0) for key in message[:2])
        yield Message(source, target, text)


def _told(teller: Teller, before: Values, step: Step) -> Iterator[Message]:
    event, site = step.action.event, step.action.site
    if event not in TOLD_BY_THE_STOP:
        by = step.action.actor if step.action.actor in PARTIES else "container" if site is not None else "kubelet"
        yield MESSAGES.get(event, Message(by, by))
    if site is not None:
        old, new = (_stop(teller, world, site) for world in (before, step.world))
        if new != old:
            yield from STOPS.get(new, ())


def _stop(teller: Teller, world: Values, site: int) -> str:
    states: Sequence[Any] = teller.compiled.state(world)[1]
    return str(states[site].stop)


def _plain(line: Line) -> str:
    return line.text.removeprefix(f"{line.container}: ") if line.container else line.text


def steps(acts: Iterable[Act]) -> Iterator[Beat]:
    """All beats, one after the other."""
    for act in acts:
        yield from act.beats
