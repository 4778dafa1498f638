"""How versions of Kubernetes are written."""

import re

VERSION = re.compile(r"v?1\.(\d{1,3})(\.\d+)?")


def minor(version: str) -> int | None:
    """The minor version that `1.36` or `v1.36.2` has, or None for what is no version of Kubernetes 1.x."""
    found = VERSION.fullmatch(version)
    return int(found[1]) if found else None
