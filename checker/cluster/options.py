"""What a request asks for beside the object: of writes, of deletions, and of lists."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from podproof.checker.cluster.statuses import ApiError, Object, bad_request

Query = Mapping[str, str]

POLICIES = ("Background", "Foreground", "Orphan")

MOST_DIGITS = 19
"""Of a version: those of the largest number in 64 bits."""

VALIDATIONS = ("Ignore", "Warn", "Strict")


class WriteOptions(NamedTuple):
    """How an object is written: for a dry run not at all; and what is said about fields that nobody knows."""

    dry_run: bool = False
    field_validation: str = "Warn"


def write_options(query: Query) -> WriteOptions:
    """Read the options of a write; raises `ApiError` for values that do not exist."""
    validation = query.get("fieldValidation") or "Warn"
    if validation not in VALIDATIONS:
        raise _unsupported("fieldValidation", validation, VALIDATIONS)
    return WriteOptions(_dry_run(query.get("dryRun", "")), validation)


def _unsupported(name: str, value: Any, supported: tuple[str, ...]) -> ApiError:
    listed = ", ".join(f'"{each}"' for each in supported)
    return bad_request(f'{name}: Unsupported value: "{str(value)[:50]}": supported values: {listed}')


def _dry_run(value: Any) -> bool:
    asked = value if isinstance(value, list) else [value] if value else []
    if any(each != "All" for each in asked):
        raise _unsupported("dryRun", asked[0], ("All",))
    return bool(asked)


class DeletionOptions(NamedTuple):
    """How an object is deleted; `grace` is None for the grace period of the object."""

    grace: int | None = None
    uid: str = ""
    version: str = ""
    policy: str = "Background"
    dry_run: bool = False


def delete_options(query: Query, body: Any) -> DeletionOptions:
    """Read the options of a deletion from its body, else from the query."""
    given = body if isinstance(body, dict) else {}
    asked: Object = dict(query) | {name: value for name, value in given.items() if value is not None}
    preconditions = asked.get("preconditions")
    wanted = preconditions if isinstance(preconditions, dict) else {}
    policy = asked.get("propagationPolicy") or ("Orphan" if asked.get("orphanDependents") is True else "Background")
    if policy not in POLICIES:
        raise _unsupported("propagationPolicy", policy, POLICIES)
    return DeletionOptions(
        _whole(asked.get("gracePeriodSeconds"), "gracePeriodSeconds"),
        str(wanted.get("uid") or ""),
        str(wanted.get("resourceVersion") or ""),
        policy,
        _dry_run(asked.get("dryRun")),
    )


class ListOptions(NamedTuple):
    """What is listed or watched, and from which version on; seconds for a watch."""

    labels: str = ""
    fields: str = ""
    limit: int = 0
    continues: str = ""
    version: str = ""
    match: str = ""
    is_watch: bool = False
    bookmarks: bool = False
    initial_events: bool = False
    timeout: int | None = None


def list_options(query: Query) -> ListOptions:
    """Read the options of a list or a watch."""
    version = query.get("resourceVersion", "")
    if version and not (version.isdecimal() and len(version) <= MOST_DIGITS):
        raise bad_request(f'resourceVersion: Invalid value: "{version}": must be a whole number')
    return ListOptions(
        query.get("labelSelector", ""),
        query.get("fieldSelector", ""),
        _whole(query.get("limit"), "limit") or 0,
        query.get("continue", ""),
        version,
        query.get("resourceVersionMatch", ""),
        flag(query.get("watch")),
        flag(query.get("allowWatchBookmarks")),
        flag(query.get("sendInitialEvents")),
        _whole(query.get("timeoutSeconds"), "timeoutSeconds"),
    )


def flag(value: str | None) -> bool:
    """Whether a parameter of the query is set."""
    return value is not None and value.lower() in ("1", "t", "true", "")


def _whole(value: Any, name: str) -> int | None:
    if value is None or value == "":
        return None
    try:
        number = int(value)
    except (TypeError, ValueError):
        number = -1
    if isinstance(value, bool | float) or not 0 <= number < 2**63:
        raise bad_request(f"{name}: Invalid value: {str(value)[:50]!r}: must be a whole number of at least 0")
    return number
