"""Who tells the stories of Pods: in the English of the specification, with the columns of `kubectl get pods`."""

from checker.compile import Compiled
from checker.stories import Teller
from spec import kubectl
from spec.telling import EVENTS, NOTED


def teller(compiled: Compiled) -> Teller:
    """Who tells what happened to a Pod."""
    return Teller(compiled, kubectl.line, EVENTS, NOTED)
