"""Systematic faults in a specification, and which of its laws find them: a law that never fails proves nothing."""

from podproof.checker.mutation.judging import ENOUGH, Judge, Judgement, Kill
from podproof.checker.mutation.mutants import OPERATORS, Mutant, mutants

__all__ = ["ENOUGH", "OPERATORS", "Judge", "Judgement", "Kill", "Mutant", "mutants"]
