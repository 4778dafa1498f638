"""Which known name a misspelt one stands for."""

import functools


@functools.cache
def nearest(name: str, names: tuple[str, ...], alike: float) -> str:
    """Return the name that is most like the given one, or nothing if none is as alike as asked, from 0 to 1."""
    # Imported here because a manifest without a misspelling does not need it.
    import difflib

    lower = {known.lower(): known for known in names}
    return next((lower[close] for close in difflib.get_close_matches(name.lower(), lower, 1, alike)), "")
