"""A trace as a sequence diagram: who does what to whom, step by step."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from podproof.checker.diagrams import theme
from podproof.checker.diagrams.canvas import Canvas
from podproof.checker.diagrams.escaping import markdown_row, markdown_text, mermaid_text, mermaid_title
from podproof.checker.diagrams.lifelines import LEGEND, Bar, bars
from podproof.checker.diagrams.scene import Act, Beat, Scene, scene, steps
from podproof.checker.diagrams.theme import width, wrap_text
from podproof.checker.diagrams.walkthrough import Chapter
from podproof.checker.rendering.trace_lines import TraceRenderer
from podproof.spec.pod.event_texts import Message
from podproof.spec.pod.printer import GONE

LEFT, RIGHT, MARGIN = 46, 170, 12
"""Room for the step numbers, for the columns of kubectl, and around the picture."""

NARROWEST, SIZE, SMALL, LEADING = 116, 13, 12, 15


def svg(renderer: TraceRenderer, chapters: Sequence[Chapter], title: str) -> str:
    """The chapters of a trace as one SVG, for light and dark backgrounds."""
    return draw(renderer, chapters, title).svg(title, " ".join(_sentences(scene(renderer, chapters))))


def mermaid(renderer: TraceRenderer, chapters: Sequence[Chapter], title: str) -> str:
    """The trace as Mermaid text."""
    return "\n".join(_mermaid(scene(renderer, chapters), title)) + "\n"


def markdown(renderer: TraceRenderer, chapters: Sequence[Chapter], title: str) -> str:
    """The trace as a page: the picture as Mermaid, and its steps."""
    drawn = scene(renderer, chapters)
    rows = [
        markdown_row(line.number, line.actor, line.text, line.status, line.ready)
        for line in (beat.line for beat in steps(drawn.acts))
    ]
    table = ["| step | who | what | STATUS | READY |", "|---|---|---|---|---|", *rows, ""]
    return f"# {markdown_text(title)}\n\n```mermaid\n{mermaid(renderer, chapters, '')}```\n\n" + "\n".join(table)


def _sentences(scene: Scene) -> Iterator[str]:
    return (f"{beat.line.number}. {beat.line.actor} {beat.line.text}." for beat in steps(scene.acts))


def _mermaid(scene: Scene, title: str) -> Iterator[str]:
    keys = {key: f"p{place}" for place, (key, _) in enumerate(scene.parties)}
    yield from ("---", f"title: {mermaid_title(title)}", "---") if title else ()
    yield "sequenceDiagram"
    yield from (f"  participant {keys[key]} as {mermaid_text(name)}" for key, name in scene.parties)
    ends = f"{keys[scene.parties[0][0]]},{keys[scene.parties[-1][0]]}"
    for act in scene.acts:
        if act.title:
            yield f"  Note over {ends}: {mermaid_text(act.title)}"
        for beat in act.beats:
            for message in beat.messages:
                source, target = keys[message.source], keys[message.target]
                text = mermaid_text(f"{beat.line.number}. {message.text}")
                yield f"  Note over {source}: {text}" if source == target else f"  {source}->>{target}: {text}"


def draw(renderer: TraceRenderer, chapters: Sequence[Chapter], title: str) -> Canvas:
    """The picture on a canvas, which knows the place of each text."""
    sheet = SequenceSheet(scene(renderer, chapters), title)
    sheet.draw()
    return sheet.canvas


class SequenceSheet:
    """The layout: each message has a row of its own, so that no two texts overlap."""

    def __init__(self, scene: Scene, title: str) -> None:
        self.scene, self.title = scene, title
        widest = max(width(name, SIZE, True) for _, name in scene.parties) + 24
        self.spacing = max(NARROWEST, widest)
        self.columns = {key: LEFT + self.spacing * (place + 0.5) for place, (key, _) in enumerate(scene.parties)}
        self.right = LEFT + self.spacing * len(scene.parties)
        lines = [scene.start, *(beat.line for beat in steps(scene.acts))]
        room = max(RIGHT, *(width(f"{line.status} {line.ready}", SMALL) + 14 for line in lines))
        self.canvas = Canvas(self.right + room + MARGIN)
        self.y = 0.0
        self.turns: list[tuple[float, dict[str, Bar]]] = []
        self.columns_shown = ("", "")

    def draw(self) -> None:
        """Title, heads, and then the rows; the lifelines and bars lie behind, so they are measured first."""
        measured = SequenceSheet.__new__(SequenceSheet)
        vars(measured).update(vars(self), canvas=Canvas(self.canvas.width), turns=[])
        measured._rows()
        self._lifelines(measured.turns, measured.y)
        self._rows()
        self._legend({bar for _, now in self.turns for bar in now.values()})

    def _rows(self) -> None:
        self._head()
        self.turns.append((self.y, bars(self.scene, self.scene.before)))
        self._state(self.scene.start.status, self.scene.start.ready, self.y + 18)
        self.y += 32
        for act in self.scene.acts:
            self._act(act)
        self.y += 14

    def _head(self) -> None:
        self.y = MARGIN + 16
        for line in wrap_text(self.title, 16, self.canvas.width - 2 * MARGIN, True):
            self.canvas.text(MARGIN, self.y, line, 16, bold=True)
            self.y += 21
        for key, name in self.scene.parties:
            x = self.columns[key]
            wide = width(name, SIZE, True) + 14
            self.canvas.box(x - wide / 2, self.y - 2, wide, 24, theme.GREY, theme.LINE, radius=4)
            self.canvas.text(x, self.y + 14, name, SIZE, bold=True, anchor="middle")
        self.canvas.text(self.right + 14, self.y + 14, "kubectl get pods", SIZE, theme.MUTED, bold=True)
        self.y += 22

    def _act(self, act: Act) -> None:
        if act.title:
            self.canvas.box(MARGIN, self.y, self.canvas.width - 2 * MARGIN, 22, theme.GREY, radius=3)
            self.canvas.text(MARGIN + 8, self.y + 15, act.title, SIZE, bold=True)
            self.y += 32
        for beat in act.beats:
            self._beat(beat)

    def _beat(self, beat: Beat) -> None:
        self.canvas.text(LEFT - 12, self.y + 12, f"{beat.line.number}", SMALL, theme.MUTED, anchor="end")
        self._state(beat.line.status, beat.line.ready, self.y + 12)
        for chain in _chains(beat.messages):
            self._arrows(chain) if chain[0].source != chain[0].target else self._note(chain[0])
        self.turns.append((self.y - 10, bars(self.scene, beat.state)))

    def _state(self, status: str, ready: str, baseline: float) -> None:
        """The columns, where they have changed."""
        if (status, ready) != self.columns_shown:
            self.canvas.text(self.right + 14, baseline, status if status == GONE else f"{status} {ready}", SMALL)
            self.columns_shown = status, ready

    def _arrows(self, chain: Sequence[Message]) -> None:
        """Messages that hand something on, in one row: the text above each arrow, in the middle."""
        ends = [(self.columns[each.source], self.columns[each.target]) for each in chain]
        texts = [self._fitted(each.text, *end, alone=len(chain) == 1) for each, end in zip(chain, ends, strict=True)]
        y = self.y + LEADING * max(map(len, texts)) + 3
        for (x1, x2), lines in zip(ends, texts, strict=True):
            offset = 6 if x2 > x1 else -6
            self.canvas.arrow(x1 + offset, x2 - offset, y, theme.INK)
            for place, line in enumerate(reversed(lines)):
                self.canvas.text((x1 + x2) / 2, y - 6 - LEADING * place, line, SMALL, anchor="middle", halo=True)
        self.y = y + 14

    def _fitted(self, text: str, x1: float, x2: float, alone: bool) -> list[str]:
        """The text in lines as long as its arrow; longer where it would take more than two and nothing is beside it."""
        middle, span = (x1 + x2) / 2, abs(x2 - x1) - 20
        lines = wrap_text(text, SMALL, span)
        if len(lines) > 2 and alone:
            most = 2 * min(middle - LEFT, self.right - middle)
            lines = wrap_text(text, SMALL, max(span, min(most, 1.8 * self.spacing)))
        return lines

    def _note(self, message: Message) -> None:
        """An action of one party, as a note on its line."""
        x = self.columns[message.source]
        room = 2 * min(x - LEFT, self.right - x, 0.95 * self.spacing) - 20
        lines = wrap_text(message.text, SMALL, max(room, 84))
        wide = max(width(line, SMALL) for line in lines) + 24
        high = LEADING * len(lines) + 6
        self.canvas.box(x - wide / 2, self.y, wide, high, theme.PAPER, theme.LINE, radius=3)
        for place, line in enumerate(lines):
            self.canvas.text(x, self.y + 13 + LEADING * place, line, SMALL, anchor="middle")
        self.y += high + 12

    def _lifelines(self, turns: Sequence[tuple[float, dict[str, Bar]]], bottom: float) -> None:
        for key, _ in self.scene.parties:
            x = self.columns[key]
            self.canvas.line(x, turns[0][0], x, bottom, theme.LINE, dashed=True)
            for bar, top, end in _runs(key, turns, bottom):
                self.canvas.box(x - 5, top, 10, end - top, bar.fill, bar.line, stripes=bar.stripes)

    def _legend(self, used: set[Bar]) -> None:
        """The meaning of the bars, in rows."""
        x, self.y = float(MARGIN), self.y + 8
        for bar in (bar for bar in LEGEND if bar in used):
            wide = width(bar.text, SMALL) + 44
            if x + wide > self.canvas.width - MARGIN:
                x, self.y = MARGIN, self.y + 22
            self.canvas.box(x, self.y, 18, 12, bar.fill, bar.line, stripes=bar.stripes)
            self.canvas.text(x + 25, self.y + 10, bar.text, SMALL)
            x += wide


def _chains(messages: Sequence[Message]) -> Iterator[tuple[Message, ...]]:
    """The messages of a step, a signal through the runtime as one chain of two."""
    waiting = list(messages)
    while waiting:
        chain = waiting[:2] if waiting[0].target == "runtime" and len(waiting) > 1 else waiting[:1]
        yield tuple(chain)
        del waiting[: len(chain)]


def _runs(key: str, turns: Sequence[tuple[float, dict[str, Bar]]], bottom: float) -> Iterator[tuple[Bar, float, float]]:
    """The stretches of a lifeline on which one bar lies."""
    current: tuple[Bar, float] | None = None
    for (top, now), _ in pairwise([*turns, (bottom, {})]):
        bar = now.get(key)
        if current and bar != current[0]:
            yield (*current, top)
            current = None
        if bar and not current:
            current = bar, top
    if current:
        yield (*current, bottom)
