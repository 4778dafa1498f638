"""Where validations come from."""

import re

from podproof.spec.manifest.validations import ALTERNATIVES, REFUSED, UNIQUE


def test_every_validation_names_the_function_of_kubernetes_that_it_follows() -> None:
    cited = [validation.source for validations in REFUSED.values() for validation in validations]
    cited += [unique.source for uniques in UNIQUE.values() for unique in uniques]
    cited += [alternatives.source for alternatives in ALTERNATIVES.values()]
    assert len(cited) > 90
    assert all(re.fullmatch(r"([vV]alidate\w+(, )?)+", source) for source in cited)
