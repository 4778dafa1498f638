"""The fixpoint: every reachable world, and the stages in which they were reached."""

from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import NamedTuple

from checker.engines.symbolic.diagrams import Set
from checker.engines.symbolic.encoding import Encoding
from checker.engines.symbolic.partition import Placed, Shape, partition, place
from checker.engines.symbolic.relation import Assignment, Operator, Relation, Template
from checker.model import Bounds, Model


class Stage(NamedTuple):
    """The worlds reached so far and what reached the last of them (None: every life begins there)."""

    worlds: Set
    by: Relation | None
