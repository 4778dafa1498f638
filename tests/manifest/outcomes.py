"""What the tests of manifests say about what came of a reading."""

from collections.abc import Callable

from podproof.spec.manifest import Reading

Read = Callable[..., Reading]


def only_error(result: Reading) -> str:
    """Return the one thing that is wrong, which must be an error that leaves no Pod, without its file."""
    assert not result.pods
    [problem] = result.problems
    assert problem.severity == "error"
    assert "\n" not in str(problem) and problem.advice
    return f"{problem.line}:{problem.column} {problem.message}"


def only_warning(result: Reading) -> str:
    """Return the one thing that is wrong, which must be a warning beside one Pod, without its file."""
    assert len(result.pods) == 1
    [problem] = result.problems
    assert problem.severity == "warning"
    return f"{problem.line}:{problem.column} {problem.message}; {problem.advice}"


def refusals(result: Reading) -> list[str]:
    """Return the messages about an input that must have no Pod."""
    assert not result.pods
    return [problem.message for problem in result.problems]
