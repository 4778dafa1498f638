"""Why a Pod cannot show a text: nothing that its configuration excludes anyway is given as a reason."""

import pytest

from podproof.checker.conformance.phases import PhasesVerdict
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Container, Pod


@pytest.mark.parametrize("text", ["ErrImageNeverPull", "InvalidImageName", "PostStartHookError"])
def test_no_blocked_transition_is_one_that_the_pod_does_not_have(text):
    verdict = PhasesVerdict(LIFECYCLE, Pod("web", (Container("app"),)), ["Pending", text])
    assert verdict.impossible == 1
    compiled = verdict.observer.compiled
    formulas = [compiled.formula(one, each.site) for each in verdict.diagnosis.blocked for one in each.conditions]
    assert False not in formulas
