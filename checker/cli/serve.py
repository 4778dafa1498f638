"""`serve`: the explorer of Pods in the browser."""

import argparse
import webbrowser

from podproof.checker.api.explorer import explorer_of
from podproof.checker.api.walking import recorded_pods, serve_with
from podproof.checker.cli import inputs
from podproof.checker.cli.messages import tell
from podproof.checker.errors import RecordingError
from podproof.checker.names import known_bug
from podproof.checker.server import require_server
from podproof.spec.manifest import example


def run(arguments: argparse.Namespace) -> int:
    """Serve the explorer until a signal ends it."""
    require_server("serve")
    explorer = explorer_of(
        faults=arguments.faults, bug=arguments.bug, config=arguments.config, kubernetes=arguments.kubernetes
    )
    recorded = recorded_pods(explorer, arguments.recording, _report) if arguments.recording else []
    paths = arguments.paths
    if not (paths or recorded):
        paths = [str(known_bug(arguments.bug).manifest if arguments.bug else example())]
    manifests = inputs.reading(paths, explorer.configuration.kubernetes).pods if paths else ()

    def listening(address: str) -> None:
        print(address, flush=True)
        if arguments.open:
            webbrowser.open(address)

    serve_with(explorer, manifests, recorded, arguments.port, listening)
    return 0


def _report(error: RecordingError) -> None:
    tell(f"podproof serve: {line}" for line in error.lines)
