"""The Kubernetes Pod lifecycle, specified and checked.

In a checkout this file finds `podproof.spec` and `podproof.checker` in the folders beside it; installed, it is the
`__init__.py` above them.
"""

from pathlib import Path

__path__ = [str(Path(__file__).parent)]

if __name__ == "__main__":  # `python -m podproof` in a checkout
    import sys

    from podproof.checker.cli import main

    sys.exit(main())
