"""The cluster behind a port of this machine, in a thread."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from podproof.checker.cluster.application import MOST_BYTES, Application, refuse
from podproof.checker.cluster.cluster import Cluster
from podproof.checker.server.guard import Protection
from podproof.checker.server.loopback import LoopbackServer

SECRET_BYTES = 16


@contextmanager
def serving(cluster: Cluster, port: int = 0) -> Iterator[str]:
    """Serve a cluster while the block runs, which is given its address."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    protection = Protection(most_bytes=MOST_BYTES, refuse=refuse)
    server = LoopbackServer(Application(cluster, secret), port=port, protection=protection)
    with server.in_thread() as address:
        yield f"{address}/{secret}"
