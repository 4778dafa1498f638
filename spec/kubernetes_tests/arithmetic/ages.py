"""The time since the last restart, beside the number of restarts."""

import re

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "y": 365 * 86400}


def with_age(restarts, ages):
    """The column RESTARTS: the number and, if a container has ended before, how long ago the last one did. [2.9]"""
    return f"{restarts} ({min(ages, key=in_seconds)} ago)" if restarts and ages else str(restarts)


def in_seconds(age):
    """A duration as kubectl prints it, such as 3m20s, in seconds. [2.9]"""
    return sum(int(number) * SECONDS[unit] for number, unit in re.findall(r"(\d+)([smhdy])", age))
