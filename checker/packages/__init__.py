"""Kustomizations and Helm charts rendered by the programs of this machine.

Nothing in the checked tree decides what runs: the program is found outside of it, runs in an empty environment and an
empty folder, without network, plugins and helpers, and is stopped at a bound. A kustomization is rendered only if each
path that it names is a local one within the tree.
"""

from typing import Literal

RenderMode = Literal["auto", "never", "all"]
"""Render kustomizations, nothing, or Helm charts too."""
