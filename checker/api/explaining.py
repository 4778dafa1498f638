"""What a name of podproof means."""

from podproof.checker.reports.topics import Topic, named


def explain(name: str) -> tuple[Topic, ...]:
    """Explain a finding, a law, a rule, a situation or a known bug, as `podproof explain` does.

    Several topics may have one name; `print(topic)` shows one as text. Raises `UsageError` for an unknown name.
    """
    return named(name)
