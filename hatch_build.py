"""The hook of hatchling that ships what podproof computes from its own sources, so that no first process has to."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ShippedValues(BuildHookInterface):
    """Adds the values to a wheel; an editable installation, whose sources change, has none."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compute them from the sources in this folder."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from podproof.checker.shipped_values import write

        self.folder = TemporaryDirectory(prefix="podproof-")
        write(Path(self.folder.name))
        build_data["force_include"][self.folder.name] = "podproof/spec/shipped_values"
