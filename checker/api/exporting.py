"""One Pod for other tools: its model in the language of a model checker, or its reachable graph."""

from collections.abc import Iterable, Iterator

from podproof.checker.api.explorer import Explorer, explorer_of, only_pod
from podproof.checker.errors import UsageError
from podproof.checker.export.formats import FORMATS, MODELS
from podproof.checker.manifests import Path
from podproof.checker.model import Bounds
from podproof.checker.names import nearest
from podproof.spec.manifest import Manifest
from podproof.spec.pod.state import Pod


def export(
    pod: Manifest | Pod | Path,
    format: str = "promela",
    *,
    quotient: bool = False,
    kubernetes: int | str | None = None,
    faults: str | Iterable[str] | None = None,
    laws: Iterable[str] = (),
    law_files: Iterable[str] = (),
    bug: str | None = None,
    max_states: int | None = None,
    timeout: float | None = None,
    memory: int | None = None,
    config: Path | None = None,
) -> str:
    """The model of one Pod with its laws as `promela`, `tla`, `prism` or `murphi`, or its graph as `aut`, `graphml`,
    `dot` or `json`.

    A model is written without being explored, however large it is; a graph is explored within `max_states`, `timeout`
    in seconds and `memory` in bytes, and `quotient` joins its states that look alike in `kubectl get pods`. The other
    arguments are those of `explore`. Raises `UsageError`, `ManifestError`, `ConfigurationError`, `LawError`, and
    `GraphError` if the graph is not complete or too large for the format.
    """
    explorer = explorer_of(
        faults=faults,
        laws=laws,
        law_files=law_files,
        bug=bug,
        bounds=Bounds(max_states, timeout, memory),
        config=config,
        kubernetes=kubernetes,
    )
    chosen = only_pod(explorer, pod)
    return "".join(f"{line}\n" for line in exported(explorer, chosen, known_format(format, quotient), quotient))


def known_format(name: str, quotient: bool) -> str:
    """The format of this name, or a `UsageError`."""
    form = nearest(name, list(FORMATS), "format")
    if quotient and form in MODELS:
        raise UsageError(f"{form} is a model, which has no quotient: leave it out, or take a format of graphs")
    return form


def exported(explorer: Explorer, pod: Pod, form: str, quotient: bool) -> Iterator[str]:
    """The lines of the text; what cannot be written raises a `GraphError` at once."""
    from podproof.checker.compile import Compiled
    from podproof.checker.export.pods import graph_of_pod, model_of_pod

    specification, options = explorer.extended.specification, explorer.options
    if form not in MODELS:
        return graph_of_pod(Compiled(specification, pod, options.faults), form, quotient, options.bounds)
    laws = [law for law in specification.laws if not options.laws or law.name in options.laws]
    return model_of_pod(specification, pod, options.faults or frozenset(), form, laws)
