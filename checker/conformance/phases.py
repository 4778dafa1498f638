"""Whether a Pod can show a sequence of phases, or texts of the column STATUS, one after the other."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from podproof.checker.compile import Compiled
from podproof.checker.conformance.automaton import Belief, Symbol
from podproof.checker.conformance.diagnosis import Diagnosis, Diagnostician
from podproof.checker.conformance.explainer import Explained, Explainer
from podproof.checker.conformance.observer import Observer
from podproof.checker.names import nearest
from podproof.spec.notation import Specification
from podproof.spec.observation.columns import askable, text_explanations
from podproof.spec.observation.notation import Explanation
from podproof.spec.observation.status_texts import STATUS_TEXTS, specified_texts
from podproof.spec.pod.kubectl import PHASES


def known_texts(pod: Any, texts: Iterable[str]) -> list[str]:
    """The texts, if some Pod may show each; raises `UsageError` with the nearest one for a text that none shows."""
    known = [*askable(pod), *STATUS_TEXTS]
    stripped = (text.strip() for text in texts)
    return [text if specified_texts(text) else nearest(text, known, "phase or STATUS") for text in stripped]


class PhasesVerdict:
    """Whether a Pod can show these texts, and why; `faults` are the classes of fault that count, by default all."""

    def __init__(
        self, specification: Specification, pod: Any, texts: Sequence[str], faults: Iterable[str] | None = None
    ) -> None:
        self.texts = texts
        in_status = not PHASES.keys() >= set(texts)

        def explain(before: Symbol | None, text: Symbol) -> Iterable[Explanation]:
            return text_explanations(pod, str(text), in_status)

        self.observer = Observer(Compiled(specification, pod, faults), explain, frozenset())
        self.beliefs = self._follow()

    def _follow(self) -> list[Belief]:
        """The beliefs before the first text and after each text that is possible."""
        beliefs = [self.observer.start]
        for text in self.texts:
            after = self.observer.after(beliefs[-1], text)
            if after is None:
                break
            beliefs.append(after)
        return beliefs

    @property
    def possible(self) -> Sequence[str]:
        """The texts up to the first that cannot follow."""
        return self.texts[: len(self.beliefs) - 1]

    @property
    def impossible(self) -> int | None:
        """The position of the first text that cannot follow; None if all can."""
        return None if len(self.possible) == len(self.texts) else len(self.possible)

    @cached_property
    def diagnosis(self) -> Diagnosis | None:
        """Why the first impossible text cannot follow; None if there is none."""
        if self.impossible is None:
            return None
        diagnostician = Diagnostician(self.observer, lambda fact: ())
        return diagnostician.diagnose(self.beliefs[-1], self.texts[self.impossible])

    @cached_property
    def explained(self) -> Explained | None:
        """The shortest trace that shows the possible texts; None if there are none, or it is too costly to find."""
        return Explainer(self.observer).explain(self.possible) if self.possible else None
