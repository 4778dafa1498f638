"""`python -m checker`."""

import sys

from podproof.checker.cli import main

sys.exit(main())
