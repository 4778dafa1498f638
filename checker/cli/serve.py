"""`serve`: the explorer of Pods in the browser."""

import argparse
import os
import signal
import webbrowser

from podproof.checker.api.explorer import explorer_of
from podproof.checker.api.walking import recorded_pods, serve_with
from podproof.checker.cli import INTERRUPTED, inputs, interrupted_by_sigterm
from podproof.checker.cli.messages import tell
from podproof.checker.errors import RecordingError
from podproof.checker.names import known_bug
from podproof.checker.server import require_server
from podproof.spec.manifest import example


def run(arguments: argparse.Namespace) -> int:
    """Serve the explorer until a signal ends it, and the process at once: a thread may still compute."""
    require_server("serve")
    explorer = explorer_of(
        faults=arguments.faults, bug=arguments.bug, config=arguments.config, kubernetes=arguments.kubernetes
    )
    recorded = recorded_pods(explorer, arguments.recording, _report) if arguments.recording else []
    paths = arguments.paths
    if not (paths or recorded):
        paths = [str(known_bug(arguments.bug).manifest if arguments.bug else example())]
    manifests = inputs.reading(paths, explorer.configuration.kubernetes).pods if paths else ()
    if not (manifests or recorded):
        return 2

    def listening(address: str) -> None:
        print(address, flush=True)
        if arguments.open:
            webbrowser.open(address)

    with interrupted_by_sigterm() as terminated:
        try:
            serve_with(explorer, manifests, recorded, arguments.port, listening)
        except KeyboardInterrupt:
            tell(["podproof: interrupted"])
            os._exit(128 + signal.SIGTERM if terminated else INTERRUPTED)
    return 0


def _report(error: RecordingError) -> None:
    tell(f"podproof serve: {line}" for line in error.lines)
