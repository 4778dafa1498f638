"""Reads the files that steer the gate, which a pull request can change: regular files of a bounded size."""

import os
import stat
from pathlib import Path

from podproof.checker.errors import ConfigurationError


def read_text(path: str | Path, what: str, mebibytes: int) -> str:
    """The text of the file; raises `ConfigurationError` with one line if it cannot be read, or is larger than that."""
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            reason = "it is a folder" if stat.S_ISDIR(status.st_mode) else "not a regular file"
        elif status.st_size > mebibytes * 2**20:
            reason = f"larger than {mebibytes} MiB"
        else:
            with open(path, "rb") as file:  # a file of /proc has no size, and may be endless
                return file.read(mebibytes * 2**20).decode()
    except UnicodeDecodeError:
        reason = "not UTF-8 text"
    except (OSError, ValueError) as error:  # a path with a zero byte is a ValueError
        reason = ((error.strerror or "") if isinstance(error, OSError) else "") or str(error)
    raise ConfigurationError([f"{path}: cannot read this {what}: {reason[0].lower()}{reason[1:]}"])
