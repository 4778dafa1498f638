"""JSON patches (RFC 6902)."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from podproof.checker.cluster.statuses import ApiError, Object, bad_request
from podproof.checker.cluster.storage import encode

MOST_OPERATIONS = 10_000
"""The most operations of one JSON patch (apiserver, handlers/patch.go)."""

MOST_COPIED = 3 << 20
"""The most bytes of JSON that the copies of one JSON patch have together, which double each other otherwise."""


def json_patch(document: Any, operations: Any) -> Any:
    """Apply a JSON patch (RFC 6902); raises `ApiError` for one that does not apply."""
    if not isinstance(operations, list) or len(operations) > MOST_OPERATIONS:
        raise bad_request(f"a JSON patch is a list of at most {MOST_OPERATIONS} operations")
    holder, copied = {"": deepcopy(document)}, 0
    for operation in operations:
        try:
            if operation["op"] == "copy":
                copied += len(encode(_value(holder, operation["from"])))
            if copied > MOST_COPIED:
                raise ApiError(413, "RequestEntityTooLarge", f"the patch copies more than {MOST_COPIED} bytes")
            OPERATIONS[operation["op"]](holder, operation)
        except ApiError:
            raise
        except (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError) as error:
            message = f"the server rejected our request due to an error in our request: {operation}: {error!r}"
            raise ApiError(422, "Invalid", message[:1000]) from None
    return holder.get("")


def _tokens(pointer: str) -> list[str]:
    if pointer and not pointer.startswith("/"):
        raise ValueError(f"{pointer} does not begin with /")
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")]


def _parent(holder: Any, pointer: str) -> tuple[Any, Any]:
    """The list or the map that holds a value, and the index or the name of it there."""
    *outer, last = _tokens(pointer)
    for token in outer:
        holder = holder[_index(holder, token)]
    return holder, _index(holder, last)


def _index(holder: Any, token: str) -> Any:
    if not isinstance(holder, list):
        return token
    if token == "-":
        return len(holder)
    if not token.isdecimal() or (len(token) > 1 and token.startswith("0")):
        raise ValueError(f"{token} is not an index of a list")
    return int(token)


def _value(holder: Any, pointer: str) -> Any:
    parent, index = _parent(holder, pointer)
    return parent[index]


def _add(holder: Any, pointer: str, value: Any) -> None:
    parent, index = _parent(holder, pointer)
    if not isinstance(parent, list):
        parent[index] = value
    elif index > len(parent):
        raise IndexError(f"{index} is beyond the end of the list")
    else:
        parent.insert(index, value)


def _remove(holder: Any, pointer: str) -> Any:
    parent, index = _parent(holder, pointer)
    return parent.pop(index)


def _replace(holder: Any, operation: Object) -> None:
    parent, index = _parent(holder, operation["path"])
    parent[index]  # it must be there
    parent[index] = operation["value"]


def _test(holder: Any, operation: Object) -> None:
    if _value(holder, operation["path"]) != operation.get("value"):
        raise ApiError(422, "Invalid", f"the server rejected our request: testing value {operation['path']} failed")


OPERATIONS: dict[str, Callable[[Any, Object], Any]] = {
    "add": lambda holder, each: _add(holder, each["path"], each["value"]),
    "remove": lambda holder, each: _remove(holder, each["path"]),
    "replace": _replace,
    "move": lambda holder, each: _add(holder, each["path"], _remove(holder, each["from"])),
    "copy": lambda holder, each: _add(holder, each["path"], deepcopy(_value(holder, each["from"]))),
    "test": _test,
}
