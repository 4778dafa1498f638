"""How long a Pod takes: the answers to the questions of everybody, and the time between any two moments."""

from podproof.checker.gate.configuration import GateConfiguration, read_configuration
from podproof.checker.gate.declarations import with_declarations
from podproof.checker.gate.declared_times import declared_durations
from podproof.checker.gate.pod_times import PodTimes
from podproof.checker.manifests import Path
from podproof.spec.manifest import Manifest


def time(
    manifest: Manifest,
    *,
    config: Path | None = None,
    configuration: GateConfiguration | None = None,
    ideal: bool = False,
) -> PodTimes:
    """The Pod of a manifest with its clock.

    Durations come from the manifest, from `podproof.toml` (or `config`), from annotations, and from literal sleeps in
    commands; `ideal` leaves the latencies of the node out.  Raises `ConfigurationError`.
    """
    found = configuration or read_configuration(named="" if config is None else str(config))
    declared = with_declarations(manifest, found)
    return PodTimes(declared, declared_durations(declared, found), ideal)
