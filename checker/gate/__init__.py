"""The gate of a repository: everything that is wrong in its manifests, as results that every format can write."""

from podproof.checker.gate.results import SEVERITIES, Result, Severity

__all__ = ["SEVERITIES", "Result", "Severity"]
