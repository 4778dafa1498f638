"""What may follow on an unfinished command line: verbs, options, and the names that each option takes."""

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence

LISTS = ("faults", "ignore", "select")
"""The arguments whose value may be a list with commas."""


def candidates(words: Sequence[str], parser: argparse.ArgumentParser) -> list[str]:
    """The continuations of the last of these arguments; none where the shell should offer files."""
    *before, last = [word for word in words if word != "="] or [""]  # bash splits at each =
    awaited, operands, options_end = None, 0, False
    for word in before:
        verbs = _verbs(parser)
        if awaited is not None:
            awaited = None
        elif word.startswith("-") and not options_end:
            awaited, options_end = _awaited(word, parser), word == "--"
        elif verbs and word in verbs.choices:
            parser, operands = verbs.choices[word], 0
        else:
            operands += 1
    if awaited is None and last.startswith("-") and not options_end:
        return _option(last, parser)
    action = awaited or _operand(parser, operands)
    return _continuing(last, values(action), action.dest in LISTS) if action else []


def _awaited(word: str, parser: argparse.ArgumentParser) -> argparse.Action | None:
    """The option whose value must follow."""
    option = parser._option_string_actions.get(word)
    return option if option and option.nargs != 0 else None


def values(action: argparse.Action) -> Iterable[str]:
    """The values of an argument that are known."""
    if isinstance(action, argparse._SubParsersAction):
        return [listed.dest for listed in action._choices_actions]
    if action.choices is not None:
        return map(str, action.choices)
    return NAMES[action.dest]() if action.dest in NAMES else ()


def _option(last: str, parser: argparse.ArgumentParser) -> list[str]:
    name, equals, begun = last.partition("=")
    action = parser._option_string_actions.get(name)
    if not equals or action is None:
        return _continuing(last, parser._option_string_actions, is_list=False)
    return [f"{name}={value}" for value in _continuing(begun, values(action), action.dest in LISTS)]


def _operand(parser: argparse.ArgumentParser, number: int) -> argparse.Action | None:
    operands = [action for action in parser._actions if not action.option_strings]
    for action in operands:
        if number == 0 or action.nargs in ("*", "+"):
            return action
        number -= 1
    return None


def _verbs(parser: argparse.ArgumentParser) -> "argparse._SubParsersAction[argparse.ArgumentParser] | None":
    return next((each for each in parser._actions if isinstance(each, argparse._SubParsersAction)), None)


def _continuing(begun: str, names: Iterable[str], is_list: bool) -> list[str]:
    listed, comma, part = begun.rpartition(",") if is_list else ("", "", begun)
    return [f"{listed}{comma}{name}" for name in names if name.lower().startswith(part.lower())]


def _laws() -> list[str]:
    from podproof.spec.pod.laws import LAWS

    return [law.name for law in LAWS]


def _situations() -> list[str]:
    from podproof.spec.pod.situations import SITUATIONS

    return [situation.name for situation in SITUATIONS]


def _findings() -> list[str]:
    from podproof.spec.findings import FINDINGS

    return [finding.name for finding in FINDINGS]


def _bugs() -> list[str]:
    from podproof.spec.pod.known_bugs import BUGS

    return [bug.issue for bug in BUGS]


def _topics() -> Iterable[str]:
    from podproof.checker.reports.topics import names

    return names()


def _faults() -> list[str]:
    from podproof.spec.pod.lifecycle import LIFECYCLE

    return ["none", "all", *sorted(LIFECYCLE.faults)]


def _versions() -> list[str]:
    from podproof.spec.pod.state import NEWEST, OLDEST

    return [f"1.{minor}" for minor in range(NEWEST, OLDEST - 1, -1)]


def _drawings() -> list[str]:
    from podproof.checker.diagrams.formats import DIAGRAMS
    from podproof.spec.pod.machines import MACHINES

    return ["all", *(kind for kind in DIAGRAMS if kind != "machine"), *(machine.__name__ for machine in MACHINES)]


NAMES: Mapping[str, Callable[[], Iterable[str]]] = {
    "law": _laws,
    "trace": lambda: [*_situations(), *_laws()],
    "bug": _bugs,
    "faults": _faults,
    "select": _findings,
    "ignore": _findings,
    "kubernetes": _versions,
    "fail_on": lambda: ["error", "warning", "info"],
    "names": _topics,
    "what": _drawings,
}
"""The known values of arguments without choices, by their names; each imports what it needs."""
