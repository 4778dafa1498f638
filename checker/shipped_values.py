"""What every process would compute from the sources of the specification, computed once when podproof is built."""

from inspect import isfunction
from pathlib import Path

from podproof.checker.compile.lift import lifted_functions
from podproof.spec.saved import save_in


def write(folder: Path) -> None:
    """Write the tables of all machines and the lifted predicates of all specifications into the folder.

    Only processes of the same version of Python read them.
    """
    save_in(folder)
    # Only now: the tables of machines are made when these are imported.
    from podproof.spec.findings.behavior import BEHAVING
    from podproof.spec.pod.known_bugs import BUGS
    from podproof.spec.pod.timed.lifecycle import TIMED_LIFECYCLE

    specifications = (BEHAVING, TIMED_LIFECYCLE, *(bug.specification for bug in BUGS))
    functions = filter(isfunction, (each for one in specifications for each in vars(one.predicates).values()))
    for module in sorted({function.__module__ for function in functions}):
        lifted_functions(module)
