"""What a command says about its process: how long it sleeps, whether SIGTERM ends it, and whether it ever exits.

Only what the text decides is read: a literal `sleep 30`, but not `sleep $SECONDS`; a shell loop without a trap, but not
a shell whose last command is a program that may handle signals. Everything else is unknown, which no answer here hides.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from math import inf
from typing import NamedTuple

from podproof.spec.findings.shell import Command, script_commands

UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}

DURATION = re.compile(r"(\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})([smhd]?)")

SHELLS = frozenset({"sh", "ash", "bash", "dash", "ksh", "zsh"})

ALWAYS_TRUE = frozenset({("true",), (":",), ("[", "1", "]"), ("[", "true", "]"), ("[[", "1", "]]"), ("((1))",)})

MAY_END = frozenset({"break", "exit", "return", "exec", "kill", "set"})
"""Commands that may end a loop, or make it end at the first error."""


class Sleep(NamedTuple):
    """Seconds that a command sleeps at least, provided that its other parts succeed, and the text that says so."""

    seconds: float
    text: str


def sleep_of(command: Sequence[str]) -> Sleep | None:
    """The literal sleeps of a command, added up; None if it has none that certainly runs."""
    slept = [(seconds, each.text) for each in _certain(command) if (seconds := _seconds(each.words)) is not None]
    return Sleep(sum(seconds for seconds, _ in slept), "; ".join(text for _, text in slept)) if slept else None


def only_sleeps(command: Sequence[str]) -> int:
    """The whole seconds of a command that does nothing but sleep once; 0 for any other."""
    commands = _commands(command)
    seconds = _seconds(commands[0].words) if len(commands) == 1 and commands[0].is_certain else None
    return seconds if isinstance(seconds, int) else 0


def sleeps_first(command: Sequence[str]) -> tuple[float, bool]:
    """The seconds that a command sleeps before it does anything else, and whether it only exits then."""
    commands = _commands(command)
    first = [*takewhile(lambda each: each.is_certain and _seconds(each.words) is not None, commands)]
    rest = commands[len(first) :]
    exits_then = not rest or (rest[0].is_certain and rest[0].words[0] == "exit")
    return sum(_seconds(each.words) or 0 for each in first), exits_then


def sigterm_has_no_effect(command: Sequence[str]) -> str:
    """The part of the command that, as process 1, ignores SIGTERM; empty if unknown.

    The kernel gives process 1 of a namespace no default action: without a handler SIGTERM has no effect (pid_namespaces
    in section 7 of the Linux manual). `sleep` and `tail` install none, and a shell installs one only for a `trap`.
    """
    commands = _commands(command)
    if any(each.words[0] in ("trap", "exec") and not _waits(each.words) for each in commands):
        return ""
    return _last(commands, _waits)


def never_exits(command: Sequence[str]) -> str:
    """The part of the command that keeps the process from ever exiting by itself; empty if unknown."""
    commands = _commands(command)
    may_end = any(each.words[0] in MAY_END for each in commands) or any(each.startswith("-e") for each in command)
    return _last([each for each in commands if not (may_end and each.loop)], _waits_forever)


def _last(commands: Sequence[Command], waits: Callable[[Sequence[str]], bool]) -> str:
    """The text of the last command if it is an endless loop, or one that waits in the foreground."""
    if not commands:
        return ""
    last = commands[-1]
    if last.loop:
        return _endless([each for each in commands if each.loop == last.loop])
    return last.text if last.is_certain and waits(last.words) else ""


def _endless(loop: Sequence[Command]) -> str:
    first = loop[0]
    lasts = first.words in ALWAYS_TRUE or first.words[0] == "sleep" if first.opener == "while" else _fails(first)
    return f"{first.opener} {first.text}; do …" if lasts else ""


def _fails(first: Command) -> bool:
    return first.opener == "until" and first.words == ("false",)


def _commands(command: Sequence[str]) -> tuple[Command, ...]:
    """The simple commands of the script of a shell, or the command itself."""
    words = tuple(command)
    if words and _base(words[0]) == "busybox":
        words = words[1:]
    if not words:
        return ()
    if _base(words[0]) not in SHELLS:
        return (Command(words, " ".join(words)),)
    script = _script(words[1:])
    return script_commands(script) if script is not None else ()


def _script(arguments: Sequence[str]) -> str | None:
    """The script of `sh -c SCRIPT`; None for any other call of a shell."""
    taken = False  # whether the next argument belongs to `-o`
    for number, each in enumerate(arguments):
        if taken:
            taken = False
        elif not each.startswith("-") or each.startswith("--"):
            return None
        elif "c" in each:
            return arguments[number + 1] if number + 1 < len(arguments) else None
        else:
            taken = each.endswith("o")
    return None


def _certain(command: Sequence[str]) -> Iterator[Command]:
    """The commands that certainly run, one after the other, in the foreground."""
    for each in _commands(command):
        if each.words[0] in ("exit", "return"):
            return
        if each.is_certain:
            yield each
            if each.words[0] == "exec" and len(each.words) > 1:
                return


def _seconds(words: Sequence[str]) -> float | None:
    """The seconds of `sleep 30`; None for another command, or if the duration is not a literal."""
    words = words[1:] if words[0] == "exec" else words
    if len(words) < 2 or _base(words[0]) != "sleep":
        return None
    durations = [_duration(each) for each in words[1:]]
    known = [each for each in durations if each is not None]
    return sum(known) if len(known) == len(durations) else None


def _duration(text: str) -> float | None:
    if text in ("infinity", "inf"):
        return inf
    match = DURATION.fullmatch(text)
    return None if match is None else _whole(float(match[1]) * UNITS[match[2]])


def _whole(number: float) -> float:
    return int(number) if number == int(number) else number


def _waits(words: Sequence[str]) -> bool:
    """Whether the command waits for long, without a handler for SIGTERM."""
    words = words[1:] if words[0] == "exec" else words
    return _seconds(words) is not None or words == ("wait",) or _follows(words)


def _waits_forever(words: Sequence[str]) -> bool:
    words = words[1:] if words[0] == "exec" else words
    return _seconds(words) == inf or _follows(words)


def _follows(words: Sequence[str]) -> bool:
    """Whether it is `tail -f`."""
    return (
        len(words) > 2
        and _base(words[0]) == "tail"
        and any(re.fullmatch(r"-[0-9n]*[fF].*|--follow(=.*)?", each) for each in words[1:])
    )


def _base(path: str) -> str:
    return path.rpartition("/")[2]
