"""The parser of the command line: each mistake gets one line, with the nearest verb, option or choice."""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

from podproof.spec.manifest.problems import printable_line
from podproof.spec.manifest.spelling import nearest

OFFER = "; did you mean "

ALIKE = 0.6
"""The least similarity to a known name, from 0 to 1, for a name to count as its misspelling."""


class Parser(argparse.ArgumentParser):
    """A parser without abbreviations: an option that is added later never changes what a script means."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"allow_abbrev": False, **settings})
        self.splits_at_dashes = False
        """Whether what follows `--` is kept apart, as `after`, as git does with paths."""

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """The arguments; one that no option and no operand takes is refused here, where its verb is known."""
        words, after = list(sys.argv[1:] if args is None else args), None
        if self.splits_at_dashes and "--" in words:
            position = words.index("--")
            words, after = words[:position], words[position + 1 :]
        found, unknown = super().parse_known_args(words, namespace)
        if self.splits_at_dashes:
            found.after = after
        if unknown:
            self.error(self._about(unknown[0]))
        return found, unknown

    def error(self, message: str) -> NoReturn:
        """Exit with code 2 and one line."""
        hint = "" if OFFER in message else f"; `{self.prog} --help` lists what it takes"
        self.exit(2, f"{printable_line(f'{self.prog}: {message}{hint}')}\n")

    def _about(self, argument: str) -> str:
        if not argument.startswith("-"):
            return f"unexpected argument {argument!r}"
        name = argument.partition("=")[0]
        long = (option.removeprefix("--") for option in self._option_string_actions if option.startswith("--"))
        return f"unknown option {name}{offer(name.lstrip('-'), long, '--')}"

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        names = list(map(str, action.choices))
        kind = "verb" if isinstance(action, argparse._SubParsersAction) else "choice"
        close = offer(str(value), names) or f": choose from {', '.join(names)}"
        raise argparse.ArgumentError(None if kind == "verb" else action, f"unknown {kind} {value!r}{close}")


class Print(argparse.Action):
    """An option that prints a text and ends the program; the text is made only then."""

    def __init__(self, option_strings: Sequence[str], dest: str, text: Callable[[], str], help: str) -> None:
        super().__init__(option_strings, argparse.SUPPRESS, nargs=0, default=argparse.SUPPRESS, help=help)
        self.text = text

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        """Print the text."""
        print(self.text())
        parser.exit()


def version() -> str:
    """The version of this program, and the versions of Kubernetes that it models."""
    from podproof.checker.gate.fingerprints import podproof_version
    from podproof.spec.pod.state import NEWEST, OLDEST

    return f"podproof {podproof_version()}, Kubernetes 1.{OLDEST} to 1.{NEWEST}"


def offer(name: str, names: Iterable[str], prefix: str = "") -> str:
    """The nearest of the names as an offer to append to a message; nothing if none is near."""
    meant = nearest(name, tuple(names), ALIKE)
    return f"{OFFER}{prefix}{meant}?" if meant else ""
