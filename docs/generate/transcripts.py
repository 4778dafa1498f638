"""Pages written by hand, with the transcripts in them told anew."""

import re
from collections.abc import Callable

from generate.notes import ROOT, transcript


def page(name: str) -> Callable[[], str]:
    """The page of this name, with what its commands print today."""
    return lambda: renewed((ROOT / name).read_text(encoding="utf-8"))


def renewed(text: str) -> str:
    """The text, each transcript in it told anew."""

    def anew(found: re.Match[str]) -> str:
        return f"<!-- transcript: {found[1]} -->\n{transcript(*found[1].split())}\n<!-- end -->"

    return re.sub(r"<!-- transcript: (.*?) -->\n.*?<!-- end -->", anew, text, flags=re.DOTALL)
