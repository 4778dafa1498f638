"""The model of a Pod, or its reachable graph, as a text for other tools; `formats.py` has the registry.

specification + configuration ─► Named ─► Program ──────► languages/   Promela, TLA+, PRISM, Murphi
                                   │
                                   └─► Graph ─┬─────────► graphs/      Aldebaran, GraphML, DOT, JSON
                                              └─ quotient ─┘
"""

from podproof.checker.export.graph_lines import graph_lines
from podproof.checker.export.limits import Incomplete, Refusal, TooLarge, UnknownFormat
from podproof.checker.export.quotient import ExplicitQuotient, QuotientTransition, quotient_of
from podproof.checker.export.system import label_of

__all__ = [
    "ExplicitQuotient",
    "Incomplete",
    "QuotientTransition",
    "Refusal",
    "TooLarge",
    "UnknownFormat",
    "graph_lines",
    "label_of",
    "quotient_of",
]
