"""`serve`: the explorer of Pods in the browser."""

import argparse
import webbrowser

from podproof.checker.api.explorer import explorer_of
from podproof.checker.api.walking import serve_with
from podproof.checker.cli import inputs
from podproof.checker.names import known_bug
from podproof.checker.server import require_server
from podproof.spec.manifest import example


def run(arguments: argparse.Namespace) -> int:
    """Serve the explorer until a signal ends it."""
    require_server("serve")
    explorer = explorer_of(
        faults=arguments.faults, bug=arguments.bug, config=arguments.config, kubernetes=arguments.kubernetes
    )
    paths = arguments.paths or [str(known_bug(arguments.bug).manifest if arguments.bug else example())]
    reading = inputs.reading(paths, explorer.configuration.kubernetes)

    def listening(address: str) -> None:
        print(address, flush=True)
        if arguments.open:
            webbrowser.open(address)

    serve_with(explorer, reading.pods, arguments.port, listening)
    return 0
