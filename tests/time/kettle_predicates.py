"""Predicates of the kettles that `test_timed_compilation` compiles."""


def has_power(power):
    """The kitchen has power."""
    return power == "On"


def is_warm(heat):
    """The kettle is warm."""
    return heat == "Warm"


def boils_now(heat):
    """The kettle boils."""
    return heat == "Boiling"


def is_dark(power):
    """The kitchen has no power."""
    return power == "Off"
