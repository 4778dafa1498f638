"""Mutation testing of a specification: systematic faults, and which laws find them.

A mutant is the specification with one small fault.  It is killed if a law tells it from the truth, equivalent if it
reaches the same states by the same steps, and else it has survived: some law is missing.
"""

from podproof.checker.mutation.judge import ENOUGH, Judgment, Kill, MutantJudge
from podproof.checker.mutation.mutants import OPERATORS, Mutant, mutants, transition_of
from podproof.checker.mutation.record import LawRecord, MutantTally, Record, Representative, TransitionRecord
from podproof.checker.mutation.update import Update, update
from podproof.checker.mutation.workers import MutationCase, Terms, judged

__all__ = [
    "ENOUGH",
    "OPERATORS",
    "Judgment",
    "Kill",
    "LawRecord",
    "Mutant",
    "MutantJudge",
    "MutantTally",
    "MutationCase",
    "Record",
    "Representative",
    "Terms",
    "TransitionRecord",
    "Update",
    "judged",
    "mutants",
    "transition_of",
    "update",
]
