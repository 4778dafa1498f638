"""Who tells the stories of Pods: in the English of the specification, with the columns of `kubectl get pods`."""

from podproof.checker.compile import Compiled
from podproof.checker.stories import Teller
from podproof.spec import kubectl
from podproof.spec.telling import EVENTS, NOTED


def teller(compiled: Compiled) -> Teller:
    """Who tells what happened to a Pod."""
    return Teller(compiled, kubectl.line, EVENTS, NOTED)
