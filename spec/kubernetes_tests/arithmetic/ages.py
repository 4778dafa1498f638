"""The time since the last restart, beside the number of restarts."""


def with_age(restarts, age):
    """The column RESTARTS: the number and, if a container has ended before, how long ago the last one did. [2.9]"""
    return f"{restarts} ({age} ago)" if restarts and age else f"{restarts}"
