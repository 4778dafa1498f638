"""Facts of Kubernetes' own tests as questions to the specification: a file for each kind of fact.

A row of a test table becomes a state; the words and machines that the engines use say what is true of it.  Nothing
here decides anything: what a row needs and no word says is not modelled, with the feature that is missing.
"""

from podproof.spec.kubernetes_tests import (
    actions,
    backoff,
    conditions,
    handlers,
    phase,
    probes,
    reports,
    restart,
    statuses,
    termination,
)
from podproof.spec.kubernetes_tests.decisions import Answer, Decision, Input, NotModelled, Question

FUNCTIONS: dict[str, Question] = {
    "computePodActions": actions.actions,
    **restart.FUNCTIONS,
    **termination.FUNCTIONS,
    **probes.FUNCTIONS,
    **handlers.FUNCTIONS,
    **backoff.FUNCTIONS,
    **reports.FUNCTIONS,
    **statuses.FUNCTIONS,
}
"""The functions of Kubernetes of which rows tell, by the name that stands in `function` or `kind`."""

FORMS: dict[str, Question] = {
    "condition": conditions.condition,
    "podIsTerminal": phase.phase,
    **backoff.FORMS,
}
"""Rows that name no function, by a field that no others have."""


def answer(row: Input) -> Answer:
    """What the specification says of the input of a row.  Raises NotModelled where it says nothing."""
    name = row.get("function") or row.get("kind") or ""
    question = FUNCTIONS.get(name) or next((asks for field, asks in FORMS.items() if field in row), None)
    if question is None:
        raise NotModelled(f"nothing in the specification is asked by a row of {name or 'this form'}")
    return question(row)


__all__ = ["Answer", "Decision", "Input", "NotModelled", "Question", "answer"]
