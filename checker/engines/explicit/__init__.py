"""The explicit engine: every reachable state and every step between them, one by one."""

from podproof.checker.engines.explicit.graph import Edge, Graph
from podproof.checker.engines.explicit.search import Search

__all__ = ["Edge", "Graph", "Search"]
