"""A small server for this machine only: what answers is an ASGI application; Host, Origin, size and token are checked.

It knows nothing of Pods.  `LoopbackServer` listens, `Guard` checks.  Both need the extra `podproof[serve]`.
"""

from importlib.util import find_spec

from podproof.checker.errors import UsageError


def require_server(verb: str) -> None:
    """Raise a `UsageError` that says what to install where the libraries of the server are missing."""
    if not all(map(find_spec, ("starlette", "uvicorn"))):
        raise UsageError(f"`{verb}` needs a web server: pip install 'podproof[serve]'")
