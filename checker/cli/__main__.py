"""`python -m podproof`, where it is installed."""

import sys

from podproof.checker.cli import main

sys.exit(main())
