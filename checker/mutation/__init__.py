"""Systematic faults in a specification, and which of its laws find them: a law that never fails proves nothing."""

from podproof.checker.mutation.judge import ENOUGH, Judgement, Kill, MutantJudge
from podproof.checker.mutation.mutants import OPERATORS, Mutant, mutants

__all__ = ["ENOUGH", "OPERATORS", "Judgement", "Kill", "Mutant", "MutantJudge", "mutants"]
