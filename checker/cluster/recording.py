"""What the Pods of a cluster have shown, as a recording that `conform trace` judges."""

from typing import BinaryIO

from podproof.checker.cluster.resources import PODS
from podproof.checker.cluster.storage import Storage, StoredChange, change_line

MOST_RECORDED = 1 << 30
"""The most bytes of a recording: the rest is counted, and not judged."""


class PodRecorder:
    """Writes each change of a Pod as a watch shows it, one line each."""

    def __init__(self, storage: Storage, file: BinaryIO) -> None:
        self._file, self._bytes, self.left_out = file, 0, 0
        storage.listeners.append(self._write)

    def _write(self, change: StoredChange) -> None:
        if change.resource != PODS.storage:
            return
        line = change_line(change.type, change.data)
        if self.left_out or self._bytes + len(line) > MOST_RECORDED:  # a gap would be judged as a leap
            self.left_out += 1
            return
        self._bytes += len(line)
        self._file.write(line)
