"""Messages on stderr; importing this costs nothing."""

import sys
from collections.abc import Iterable


def tell(lines: Iterable[str]) -> None:
    """Print messages to stderr, each on one line, in which nothing commands a terminal or a runner of GitHub."""
    from podproof.spec.manifest.problems import printable_line

    for line in lines:
        print(printable_line(line), file=sys.stderr)
