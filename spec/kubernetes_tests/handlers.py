"""What the handler of a probe makes of an answer: pkg/probe/http, pkg/kubelet/prober. [6.7 6.8 6.9]"""

from podproof.spec.kubernetes_tests import arithmetic
from podproof.spec.kubernetes_tests.decisions import Answer, Input, NotModeled, decision

REDIRECTS = (301, 302, 303, 307, 308)
"""The statuses of a redirect."""

BAD = 400
GOOD = 200


def http(case: Input) -> Answer:
    """The health that follows from an HTTP answer, or from that of the target of its redirect."""
    if "responseDelaySeconds" in case:
        timely = arithmetic.is_answered_in_time(case["responseDelaySeconds"], case.get("timeoutSeconds", 1))
        if not timely:
            return {"health": decision("Failure", arithmetic.is_answered_in_time)}
    if "redirectCase" in case:
        return _redirected(case, *_case(case["redirectCase"]))
    if "redirect" in case:
        target = case["redirect"].get("target", "local")
        return _redirected(case, target in ("local", "loop"), _target_status(case, target))
    return {"health": decision(arithmetic.http_health(case.get("status", GOOD), False), arithmetic.http_health)}


def _case(text: str) -> tuple[bool, int]:
    """Whether a redirect stays on the host, and the status of its target; a loop ends in an error."""
    words = text.lower().split()
    if "loop" in words:
        return True, BAD
    return "local" in words or "newport" in words, GOOD if "success" in words else BAD


def _target_status(case: Input, target: str) -> int:
    if target == "loop":
        return BAD
    if "hostHeader" in case and "targetStatus" not in case:
        return GOOD if case["hostHeader"].startswith("matching") else BAD
    return int(case.get("targetStatus", GOOD))


def _redirected(case: Input, is_local: bool, status: int) -> Answer:
    """The health after a redirect; one that is not followed is itself the answer, and leads nowhere."""
    if not arithmetic.redirect_is_followed(is_local, bool(case.get("followNonLocalRedirects"))):
        code = (case.get("redirect") or {}).get("code", REDIRECTS[1])
        return {
            "health": decision(
                arithmetic.http_health(code, True), arithmetic.redirect_is_followed, arithmetic.http_health
            )
        }
    leads_nowhere = status in REDIRECTS and not case.get("targetHasLocation")
    return {"health": decision(arithmetic.http_health(status, leads_nowhere), arithmetic.http_health)}


def prober_result(case: Input) -> Answer:
    """What the worker counts for a result of the handler."""
    health = case.get("handlerResult", "")
    if health not in ("Success", "Warning", "Failure", "Unknown"):
        raise NotModeled(f"unknown result of a handler {health!r}: an error of the handler itself is thrown away")
    return {"workerResult": decision(arithmetic.counted_result(health), arithmetic.counted_result)}


FUNCTIONS = {"http": http, "proberResult": prober_result}
