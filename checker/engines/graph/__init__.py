"""The graph engine: every reachable world and every step between them, one by one."""

from podproof.checker.engines.graph.graph import Edge, Graph
from podproof.checker.engines.graph.search import Search

__all__ = ["Edge", "Graph", "Search"]
