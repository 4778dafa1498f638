"""What the handler of a probe makes of an answer (SEMANTICS 6.7 and 6.8): pkg/probe/http, pkg/kubelet/prober."""

from podproof.spec.kubernetes_tests import arithmetic
from podproof.spec.kubernetes_tests.decisions import Answer, Input, NotModelled, said

REDIRECTS = (301, 302, 303, 307, 308)
"""The statuses that name another place."""

BAD = 400
GOOD = 200


def http(row: Input) -> Answer:
    """The health that an HTTP answer, or what it redirects to, amounts to."""
    if "responseDelaySeconds" in row:
        timely = arithmetic.is_answered_in_time(row["responseDelaySeconds"], row.get("timeoutSeconds", 1))
        if not timely:
            return {"health": said("Failure", arithmetic.is_answered_in_time)}
    if "redirectCase" in row:
        return _redirected(row, *_case(row["redirectCase"]))
    if "redirect" in row:
        target = row["redirect"].get("target", "local")
        return _redirected(row, target in ("local", "loop"), _target_status(row, target))
    return {"health": said(arithmetic.http_health(row.get("status", GOOD), False), arithmetic.http_health)}


def _case(text: str) -> tuple[bool, int]:
    """Whether a redirect stays on the host, whatever its port, and what the target answers; a loop never does."""
    words_of_it = text.lower().split()
    if "loop" in words_of_it:
        return True, BAD
    return "local" in words_of_it or "newport" in words_of_it, GOOD if "success" in words_of_it else BAD


def _target_status(row: Input, target: str) -> int:
    if target == "loop":
        return BAD
    if "hostHeader" in row and "targetStatus" not in row:
        return GOOD if row["hostHeader"].startswith("matching") else BAD
    return int(row.get("targetStatus", GOOD))


def _redirected(row: Input, is_local: bool, status: int) -> Answer:
    """A redirect that is not followed is itself the answer, and leads nowhere."""
    if not arithmetic.redirect_is_followed(is_local, bool(row.get("followNonLocalRedirects"))):
        code = (row.get("redirect") or {}).get("code", REDIRECTS[1])
        return {
            "health": said(arithmetic.http_health(code, True), arithmetic.redirect_is_followed, arithmetic.http_health)
        }
    leads_nowhere = status in REDIRECTS and not row.get("targetHasLocation")
    return {"health": said(arithmetic.http_health(status, leads_nowhere), arithmetic.http_health)}


def prober_result(row: Input) -> Answer:
    """What the worker counts of the handler's result."""
    health = row.get("handlerResult", "")
    if health not in ("Success", "Warning", "Failure", "Unknown"):
        raise NotModelled(f"a handler has no result {health!r}; an error of its own is thrown away")
    return {"workerResult": said(arithmetic.counted_result(health), arithmetic.counted_result)}


FUNCTIONS = {"http": http, "proberResult": prober_result}
