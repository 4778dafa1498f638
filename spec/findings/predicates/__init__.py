"""Predicates over a manifest, like those of the specification, but only over the configuration; filed by subject.

Besides the fields of the configuration they may read the facts of `facts.py`, the `owner` (the kind of object), the
fields of its `Workload`, those of `Related` (`services`, `budgets`, … in the same input), its `references`, and the
thresholds by name.
"""

from podproof.spec.findings.predicates.endings import *
from podproof.spec.findings.predicates.jobs import *
from podproof.spec.findings.predicates.probes import *
from podproof.spec.findings.predicates.references import *
from podproof.spec.findings.predicates.rollouts import *
from podproof.spec.findings.predicates.starts import *
from podproof.spec.findings.predicates.stops import *
from podproof.spec.findings.predicates.traffic import *
from podproof.spec.findings.predicates.workloads import *
