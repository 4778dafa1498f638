"""`explore --graph FILE`: what is refused before the exploration begins."""

from pathlib import Path

from podproof.checker.errors import UsageError
from podproof.checker.export import UnknownFormat
from podproof.checker.export.formats import FORMATS
from podproof.checker.output_files import refuse_unsafe


def refuse(path: str | None, quotient: bool, pods: int) -> None:
    """Refuse a graph that cannot be written before the exploration begins."""
    if path is None:
        if quotient:
            raise UsageError("--quotient needs --graph FILE")
    elif pods != 1:
        raise UsageError(f"--graph writes the graph of one Pod, and there are {pods}: name one file with one Pod")
    elif Path(path).suffix not in FORMATS:
        raise UsageError(f"the graph was not written: {UnknownFormat(Path(path).suffix, tuple(FORMATS))}")
    elif not Path(path).parent.is_dir():
        raise UsageError(f"the graph was not written: there is no folder {Path(path).parent}")
    else:
        refuse_unsafe(path)
