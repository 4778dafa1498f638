"""Systematic faults in a specification, and which of its laws find them: a law that never fails proves nothing."""

from checker.mutation.judging import Judge, Judgement, Kill
from checker.mutation.mutants import OPERATORS, Mutant, mutants

__all__ = ["OPERATORS", "Judge", "Judgement", "Kill", "Mutant", "mutants"]
