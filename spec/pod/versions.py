"""The notation of Kubernetes versions."""

import re

VERSION = re.compile(r"v?1\.(\d{1,3})(\.\d+)?")


def minor(version: str) -> int | None:
    """The minor version of `1.36` or `v1.36.2`, or None if the text is not a version of Kubernetes 1.x."""
    parsed = VERSION.fullmatch(version)
    return int(parsed[1]) if parsed else None
