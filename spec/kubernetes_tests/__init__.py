"""Test cases of Kubernetes' own unit tests, as questions to the specification: a file for each kind of question.

A case becomes a state, and the predicates and machines of the model answer.  What they do not know, such as seconds and
reasons, is in `arithmetic`, and cases that only arithmetic answers are counted apart.  A case with a feature that
neither has is not modeled, and the answer names the feature.
"""

from podproof.spec.kubernetes_tests import (
    actions,
    backoff,
    collection,
    columns,
    conditions,
    handlers,
    phase,
    probes,
    readiness,
    reports,
    restart,
    statuses,
    termination,
)
from podproof.spec.kubernetes_tests.decisions import Answer, Decision, Input, NotModeled, Question
from podproof.spec.kubernetes_tests.reads import plain, read_whole

FUNCTIONS: dict[str, Question] = {
    "computePodActions": actions.actions,
    **restart.FUNCTIONS,
    **termination.FUNCTIONS,
    **probes.FUNCTIONS,
    **readiness.FUNCTIONS,
    **handlers.FUNCTIONS,
    **backoff.FUNCTIONS,
    **reports.FUNCTIONS,
    **statuses.FUNCTIONS,
    **columns.FUNCTIONS,
    **collection.FUNCTIONS,
}
"""The questions by the function of Kubernetes that `function` or `kind` names."""

FORMS: dict[str, Question] = {
    "condition": conditions.condition,
    "podIsTerminal": phase.phase,
    **backoff.FORMS,
    **columns.FORMS,
    **collection.FORMS,
    **readiness.FORMS,
}
"""The questions of cases that name no function, by a field that only they have."""


def answer(case: Input) -> Answer:
    """What the specification answers to the input of a case.  Raises NotModeled."""
    name = case.get("function") or case.get("kind") or ""
    form = name if name in FUNCTIONS else next((field for field in FORMS if field in case), "")
    if not form:
        raise NotModeled(f"unknown function or form of case: {name or 'unnamed'}")
    given = read_whole(form, (FUNCTIONS | FORMS)[form], case)
    return {name: decided._replace(value=plain(decided.value)) for name, decided in given.items()}


__all__ = ["Answer", "Decision", "Input", "NotModeled", "Question", "answer"]
