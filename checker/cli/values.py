"""The types of arguments for argparse, with one-line errors."""

import argparse
import re

from podproof.spec.pod.versions import Version, VersionSpan, span, version

UNITS = {"": 1, "k": 2**10, "m": 2**20, "g": 2**30}


def kubernetes_version(text: str) -> Version:
    """`1.36` or `v1.36.2` as a version."""
    found = version(text)
    if found is None and span(text) is not None:
        raise argparse.ArgumentTypeError(
            f"{text} is a range of versions, which explore and check answer; give one version"
        )
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a version of Kubernetes: write it like 1.36 or 1.36.2")
    return found


def kubernetes_versions(text: str) -> Version | VersionSpan:
    """`1.36` or `v1.36.2` as a version, or the versions from `1.34-1.36`."""
    if "-" not in text:
        return kubernetes_version(text)
    found = span(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a range of minor versions: write it like 1.34-1.36")
    return found


def positive(text: str) -> int:
    """A whole number above 0."""
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def port(text: str) -> int:
    """The number of a port; 0 stands for a free one."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port, from 0 to 65535")
    return int(text)


def seconds(text: str) -> float:
    """A time in seconds above 0."""
    try:
        value = float(text.removesuffix("s"))
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a time in seconds, such as 10 or 0.5")
    return value


def minutes(text: str) -> float:
    """A time in minutes above 0, in seconds."""
    try:
        return 60 * seconds(text)
    except argparse.ArgumentTypeError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time in minutes, such as 10 or 0.5") from None


def size(text: str) -> int:
    """A size in bytes, such as 1500, 512M or 2G."""
    found = re.fullmatch(r"(\d+)([kmg]?)(i?b)?", text.lower())
    if not found or int(found[1]) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a size, such as 512M or 2G")
    return int(found[1]) * UNITS[found[2]]
