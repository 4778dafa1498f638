"""Names of images: what the kubelet can parse, and texts that a tool replaces before they reach a cluster."""

import re

PATH_COMPONENT = r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"

IMAGE_NAME = re.compile(
    r"([a-zA-Z0-9][-a-zA-Z0-9.]*(:[0-9]+)?/)?"
    rf"{PATH_COMPONENT}(/{PATH_COMPONENT})*"
    r"(:\w[-.\w]{0,127})?(@[A-Za-z][A-Za-z0-9]*([-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?"
)
"""The grammar of image references (distribution/reference); the kubelet parses them, the API server does not."""

PLACEHOLDER = re.compile(
    r"\$|\{|\}|<|>|\[|\]|%|#|\(|\)|\*"  # ${VAR}, $VAR, $(VAR), {{ value }}, <VAR>, [VAR], %VAR%
    r"|\A(?:ko:|oci:|docker:|bazel:)?//"  # ko://example.com/cmd/app, //app:image
    r"|\A\.{1,2}/"  # a path of Skaffold
    r"|@[A-Za-z_]+@|__[A-Z]"  # @VAR@, __VAR__
    r"|(?:\A|[/:@-])[A-Z][A-Z0-9]*_[A-Z0-9_]*(?=\Z|[/:@-])"  # PROJECT_ID
    r"|(?:\A|[/@])(?:YOUR|MY|REPLACE)[A-Z0-9_-]*(?=\Z|[/:@])"  # YOUR-IMAGE
    r"|(?:\A|[/@])(?:IMAGE|REGISTRY|REPO|REPOSITORY|PROJECT|REGION|TAG|VERSION|DIGEST|NAME|ORG|USER|USERNAME|ACCOUNT"
    r"|PLACEHOLDER|TODO|CHANGEME)(?=\Z|[-/:@])"
)
"""Parts of names that a tool fills in before they reach a cluster; none of them can be in a valid name's path."""

PARTS = (
    ("path", r"a-z0-9._/-", "lower-case letters, digits, `.`, `_`, `-` and `/`"),
    ("tag", r"A-Za-z0-9_.-", "letters, digits, `_`, `.` and `-`"),
    ("digest", r"A-Za-z0-9+._:-", "an algorithm, `:` and at least 32 hexadecimal digits"),
)


def is_valid(image: str) -> bool:
    """Whether the kubelet can parse the name."""
    return IMAGE_NAME.fullmatch(image) is not None


def is_placeholder(image: str) -> bool:
    """Whether the name is invalid only because a tool still has to fill it in."""
    return not is_valid(image) and PLACEHOLDER.search(image) is not None


def flaw(image: str) -> str:
    """What is wrong with an invalid name: the first wrong character, or the part that is incomplete."""
    if scheme := re.match(r"\w+://", image):
        return f"it begins with `{scheme[0]}`"
    for (part, allowed, described), text in zip(PARTS, _parts(image), strict=True):
        if wrong := re.search(f"[^{allowed}]", text or ""):
            return f"`{wrong[0]}` cannot be in its {part}, which has {described}"
    repository, tag, digest = _parts(image)
    if tag is not None and not re.fullmatch(r"\w[-.\w]{0,127}", tag):
        return "its tag is empty" if not tag else "its tag begins with `.` or `-`, or has more than 128 characters"
    if digest is not None:
        return f"its digest is not {PARTS[2][2]}"
    return f"a component of its path `{repository}` is empty, or begins or ends with a separator"


def _parts(image: str) -> tuple[str, str | None, str | None]:
    """The path without the host, the tag, and the digest; None for a part that is absent."""
    named, at, digest = image.partition("@")
    folder, slash, last = named.rpartition("/")
    last, colon, tag = last.partition(":")
    host = folder.partition("/")[0]
    is_host = bool(slash) and ("." in host or ":" in host or host == "localhost" or host.lower() != host)
    path = f"{folder}{slash}{last}"
    return path[len(host) + 1 :] if is_host else path, tag if colon else None, digest if at else None
