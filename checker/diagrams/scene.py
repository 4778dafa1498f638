"""A trace as messages between parties: the content of a sequence diagram."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from podproof.checker.diagrams.walkthrough import Chapter
from podproof.checker.formulas import State
from podproof.checker.rendering.trace_lines import TraceLine, TraceRenderer
from podproof.checker.trace import Step
from podproof.spec.pod.event_texts import MESSAGES, PARTIES, SHOWN_BY_THE_STOP, STOP_MESSAGES, Message


class Beat(NamedTuple):
    """A step: its line in the trace, its messages between parties (by key), and the state after it."""

    line: TraceLine
    messages: tuple[Message, ...]
    state: State


class Act(NamedTuple):
    """Beats under a title, which may be empty."""

    title: str
    beats: tuple[Beat, ...]


class Scene(NamedTuple):
    """A whole trace: its parties (key and name, from left to right), its start, and its acts."""

    renderer: TraceRenderer
    parties: tuple[tuple[str, str], ...]
    start: TraceLine
    before: State
    acts: tuple[Act, ...]
    containers: tuple[int, ...]


def scene(renderer: TraceRenderer, chapters: Sequence[Chapter]) -> Scene:
    """The chapters of a trace as acts; the steps are numbered through."""
    first = chapters[0]
    acts = [Act(each.title, tuple(_beats(renderer, each, first.before))) for each in chapters]
    messages = [message for act in acts for beat in act.beats for message in beat.messages]
    taking_part = {key for message in messages for key in message[:2]}
    members = enumerate(renderer.compiled.configuration.members)
    containers = [(site, member.name) for site, member in members if _key(site) in taking_part]
    parties = [(key, name) for key, name in PARTIES.items() if key in taking_part]
    parties += [(_key(site), name) for site, name in containers]
    sites = tuple(site for site, _ in containers)
    return Scene(renderer, tuple(parties), first.lines(renderer)[0], first.start, tuple(acts), sites)


def _key(site: int) -> str:
    return f"container {site}"


def _beats(renderer: TraceRenderer, chapter: Chapter, hidden: int) -> Iterator[Beat]:
    before = chapter.start
    for line, step in zip(chapter.lines(renderer)[1:], chapter.steps, strict=True):
        messages = tuple(_messages(renderer, before, step, line))
        yield Beat(line._replace(number=line.number - hidden), messages, step.state)
        before = step.state


def _messages(renderer: TraceRenderer, before: State, step: Step, line: TraceLine) -> Iterator[Message]:
    """The messages of a step, with their texts."""
    pod = renderer.compiled.configuration
    site, event = step.action.component, step.action.event
    for message in _templates(renderer, before, step):
        text = message.text.format(name=line.container, grace=pod.grace_period) or _plain(line)
        if event.startswith("publishes") and ": " in line.text:
            text += f": {line.text.partition(': ')[2]}"
        source, target = (key if key != "container" else _key(site or 0) for key in message[:2])
        yield Message(source, target, text)


def _templates(renderer: TraceRenderer, before: State, step: Step) -> Iterator[Message]:
    """The message of the event, and those of the kubelet when it stops a container."""
    event, site = step.action.event, step.action.component
    if event not in SHOWN_BY_THE_STOP:
        by = step.action.actor if step.action.actor in PARTIES else "container" if site is not None else "kubelet"
        yield MESSAGES.get(event, Message(by, by))
    if site is not None:
        old, new = (_stop(renderer, state, site) for state in (before, step.state))
        if new != old:
            yield from STOP_MESSAGES.get(new, ())


def _stop(renderer: TraceRenderer, state: State, site: int) -> str:
    states: Sequence[Any] = renderer.compiled.records(state)[1]
    return str(states[site].stop)


def _plain(line: TraceLine) -> str:
    return line.text.removeprefix(f"{line.container}: ") if line.container else line.text


def steps(acts: Iterable[Act]) -> Iterator[Beat]:
    """All beats, one after the other."""
    for act in acts:
        yield from act.beats
