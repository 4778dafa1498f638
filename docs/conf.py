"""The site: `sphinx-build --fail-on-warning docs SITE`; a link that leads nowhere is a warning."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "podproof"
author = "the podproof authors"
extensions = ["myst_parser", "drawn_machines"]
exclude_patterns = ["generate"]

html_theme = "furo"
html_title = "podproof"
html_show_copyright = False
html_copy_source = False

myst_enable_extensions = ["fieldlist"]
myst_heading_anchors = 3
myst_fence_as_directive = ["mermaid"]

nitpicky = True
