"""Where drawings go: to stdout, to a file, or each to a file of its own in a folder."""

import re
import sys
from collections.abc import Mapping
from pathlib import Path

from podproof.checker.output_files import refuse_unsafe


def write(drawings: Mapping[str, str | bytes], output: str | None, suffix: str) -> None:
    """Write to stdout, to one file, or each drawing to a file of its own in a folder."""
    if output is None:
        for each in drawings.values():
            sys.stdout.buffer.write(each) if isinstance(each, bytes) else sys.stdout.write(each)
    elif len(drawings) == 1 and not Path(output).is_dir():
        _save(Path(output), next(iter(drawings.values())))
    else:
        Path(output).mkdir(parents=True, exist_ok=True)
        for name, each in drawings.items():
            _save(Path(output) / f"{_file_name(name)}{suffix}", each)


def _file_name(name: str) -> str:
    """The name of a Pod as that of a file in this folder: who names Pods must not choose a path."""
    return re.sub(r"[^\w.-]", "_", name).lstrip(".") or "_"


def _save(path: Path, drawing: str | bytes) -> None:
    refuse_unsafe(path)
    path.write_bytes(drawing if isinstance(drawing, bytes) else drawing.encode())
