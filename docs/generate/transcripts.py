"""Pages written by hand, with the transcripts in them told anew."""

import re
from collections.abc import Callable
from pathlib import Path

from generate.notes import ROOT, transcript


def page(name: str) -> Callable[[], str]:
    """The page of this name, with what its commands print today."""
    return lambda: renewed((ROOT / name).read_text(encoding="utf-8"))


def renewed(text: str) -> str:
    """The text, each transcript in it told anew, and each file that it shows as it is."""

    def anew(found: re.Match[str]) -> str:
        return f"<!-- transcript: {found[1]} -->\n{transcript(*found[1].split())}\n<!-- end -->"

    def shown(found: re.Match[str]) -> str:
        language = {".py": "python", ".yaml": "yaml"}[Path(found[1]).suffix]
        content = (ROOT / found[1]).read_text(encoding="utf-8").rstrip()
        return f"<!-- file: {found[1]} -->\n```{language}\n{content}\n```\n<!-- end -->"

    text = re.sub(r"<!-- file: (.*?) -->\n.*?<!-- end -->", shown, text, flags=re.DOTALL)
    return re.sub(r"<!-- transcript: (.*?) -->\n.*?<!-- end -->", anew, text, flags=re.DOTALL)
