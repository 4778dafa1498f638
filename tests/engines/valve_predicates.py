"""Predicates of the valves that `test_second_resource` compiles."""


def is_open(valve):
    """The valve is open."""
    return valve.position == "Open"


def may_open(limit, index, valves):
    """Fewer valves than the limit are open."""
    return limit == 2 or not any(other.position == "Open" for other in valves[:index] + valves[index + 1 :])


def has_handle(handle):
    """The valve can be turned by hand."""
    return handle


def any_is_open(valves):
    """Some valve is open."""
    return any(valve.position == "Open" for valve in valves)


def is_wet(floor):
    """The floor is wet."""
    return floor == "Wet"
