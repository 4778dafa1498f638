"""The monitor: observed lives, filtered through the model."""

from podproof.checker.monitor.filter import Filter, Knowledge

__all__ = ["Filter", "Knowledge"]
