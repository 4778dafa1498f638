"""Errors as the Kubernetes API answers them: objects of the kind Status (apimachinery, pkg/api/errors/errors.go)."""

from typing import Any, NamedTuple

Object = dict[str, Any]
"""A JSON object of the API.  A stored one is never changed: whoever writes makes a new one."""


class Subject(NamedTuple):
    """What a Status speaks about: a resource and the name of an object of it."""

    plural: str = ""
    name: str = ""
    group: str = ""

    def __str__(self) -> str:
        resource = f"{self.plural}.{self.group}" if self.group else self.plural
        return f'{resource} "{self.name}"' if self.name else resource


NOTHING = Subject()


class ApiError(Exception):
    """A request that the API refuses, with the Status that it answers."""

    def __init__(self, code: int, reason: str, message: str, about: Subject = NOTHING, **details: Any) -> None:
        super().__init__(message)
        self.code, self.reason, self.message, self.about, self.more = code, reason, message, about, details

    @property
    def status(self) -> Object:
        """The object that the client gets."""
        named = {"name": self.about.name, "group": self.about.group, "kind": self.about.plural}
        details = {name: value for name, value in (named | self.more).items() if value}
        return {
            "kind": "Status",
            "apiVersion": "v1",
            "metadata": {},
            "status": "Failure",
            "message": self.message,
            "reason": self.reason,
            **({"details": details} if details else {}),
            "code": self.code,
        }


def success(about: Subject, uid: str = "", code: int = 200) -> Object:
    """The Status of a request that has nothing else to answer."""
    named = {"name": about.name, "group": about.group, "kind": about.plural, "uid": uid}
    details = {name: value for name, value in named.items() if value}
    return {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Success", "details": details, "code": code}


def bad_request(message: str) -> ApiError:
    """The request makes no sense."""
    return ApiError(400, "BadRequest", message)


def not_found(about: Subject) -> ApiError:
    """There is no such object."""
    return ApiError(404, "NotFound", f"{about} not found", about)


def no_such_path() -> ApiError:
    """The API has no such resource."""
    return ApiError(404, "NotFound", "the server could not find the requested resource")


def not_allowed(method: str) -> ApiError:
    """The resource knows no such verb."""
    message = f"the server does not allow this method on the requested resource: {method}"
    return ApiError(405, "MethodNotAllowed", message)


def already_exists(about: Subject) -> ApiError:
    """An object of that name exists."""
    return ApiError(409, "AlreadyExists", f"{about} already exists", about)


def conflict(about: Subject, why: str) -> ApiError:
    """The object is not the one that the client means."""
    message = f"Operation cannot be fulfilled on {about}: {why}"
    return ApiError(409, "Conflict", message, about)


def failed_precondition(about: Subject, what: str, wanted: str, current: str) -> ApiError:
    """The object is not the one, or not in the version, that the client means."""
    message = f"Precondition failed: {what} in precondition: {wanted}, {what} in object meta: {current}"
    return conflict(about, message)


MODIFIED = "the object has been modified; please apply your changes to the latest version and try again"


def forbidden(about: Subject, why: str) -> ApiError:
    """The request is well formed and not allowed now."""
    return ApiError(403, "Forbidden", f"{about} is forbidden: {why}", about)


class Cause(NamedTuple):
    """One field that is wrong."""

    reason: str
    message: str
    field: str


def invalid(kind: str, about: Subject, causes: list[Cause]) -> ApiError:
    """Fields of the object are not valid."""
    listed = ", ".join(f"{each.field}: {each.message}" if each.field else each.message for each in causes)
    message = f'{kind} "{about.name}" is invalid: {f"[{listed}]" if len(causes) > 1 else listed}'
    shown = about._replace(plural=kind)
    return ApiError(422, "Invalid", message, shown, causes=[each._asdict() for each in causes])


def expired(message: str) -> ApiError:
    """The history no longer reaches back to that version."""
    return ApiError(410, "Expired", message)


def unsupported(allowed: str, advice: str = "") -> ApiError:
    """The body has a form that this server does not read."""
    message = f"the body of the request was in an unknown format - accepted media types include: {allowed}{advice}"
    return ApiError(415, "UnsupportedMediaType", message)


def too_large_version(version: int, current: int) -> ApiError:
    """The client has seen a version that this server has not reached."""
    message = f"Too large resource version: {version}, current: {current}"
    cause = {"reason": "ResourceVersionTooLarge", "message": "Too large resource version"}
    return ApiError(504, "Timeout", message, causes=[cause], retryAfterSeconds=1)
