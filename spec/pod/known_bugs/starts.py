"""Bugs of starts: init containers that run again or not at all, and Pods that start again."""

from podproof.spec.pod.known_bugs.notation import Bug
from podproof.spec.pod.predicates import one_more_restart
from podproof.spec.pod.variants import Change

SYNC_STARTS = "sync_is_free and is_scheduled and sandbox_is_ready and backoff_allows"

COULD_START = f"{SYNC_STARTS} and image_is_present"
"""All that a start needs, except that the start order and the restart policy allow it."""

INIT_AGAIN = {
    "guard": f"{SYNC_STARTS} and (image_is_present or pulls_always) and is_init and predecessor_is_initialized"
}
"""An init container starts although it has completed before; its image is on the node."""

FORGOTTEN = {"target": "Absent", "leading": False, "changes": {"exit_code": "None", "restarts": one_more_restart}}
"""The runtime no longer knows the container."""

NOT_INIT = {"guard": "start_is_due and backoff_allows and image_is_present and not is_init_or_sidecar"}
"""The start of an init container that was only created is left out."""

ONLY_THE_FIRST = {"guard": "is_purged_by_new_sandbox and (is_first or not exited_zero)"}
"""A new sandbox removes only the first of the init containers that have completed."""

STARTS = (
    Bug(
        "137710",
        "Init containers after the first were skipped when a reboot of the node had the Pod start over, because the"
        " runtime still knew those of the old sandbox.",
        "1.29-",
        "Reported for 1.29 (124002) and again in 2026 (137710, 138706, 140309); PR 137730 was open in 2026. Earlier"
        " versions are not confirmed.",
        "a-new-sandbox-starts-over",
        "init-two",
        (Change("Runtime", "creates_sandbox", "Exited", becomes=ONLY_THE_FIRST),),
        concerns="reinitializes",
        faults="sandbox",
    ),
    Bug(
        "126543",
        "An init container that the runtime created and failed to start never started again.",
        "1.29.0-1.29.8, 1.30.0-1.30.4, 1.31.0",
        "The changelogs of 1.29.9, 1.30.5 and 1.31.1 name the fix (PR 127214, 127213, 127212) and the regression of"
        " 1.29.",
        "bound-leads-to-every-start",
        "init-always",
        (Change("Runtime", "starts", "Created", becomes=NOT_INIT),),
        concerns="has_init_containers and not has_deadline",
        faults="runtime",
    ),
    Bug(
        "120247",
        "After a reboot, exited regular containers of the old sandbox proved initialization.",
        "1.28.0-1.28.1",
        "PR 120440, the cherry-pick of September 2023 to 1.28, names the regression of 1.28; that 1.28.2 is the first"
        " release with it follows from the dates.",
        "init-before-regular",
        "init-always",
        (Change("Runtime", "starts", "Exited", also={"guard": f"{COULD_START} and is_regular and regular_has_run"}),),
        concerns="is_init and can_turn_pending_again",
        faults="sandbox",
    ),
    Bug(
        "117005",
        "An init container that was garbage-collected ran again once another container died.",
        "1.24",
        "Reported for 1.24.4 and closed without a fix; other versions are not confirmed.",
        "init-one-at-a-time",
        "init-always",
        (
            Change(
                "Runtime",
                "creates_sandbox",
                also={"event": "publishes", "guard": "exited_zero and is_init", **FORGOTTEN},
            ),
            Change("Runtime", "starts", "Absent", also=INIT_AGAIN),
        ),
        concerns="is_init",
    ),
    Bug(
        "86531",
        "Init containers were pruned, and ran again beside running regular containers.",
        "-1.19",
        "PR 96572 in 1.20 takes a running regular container as the proof of initialization.",
        "init-one-at-a-time",
        "init-always",
        (
            Change("Runtime", "creates_sandbox", also={"event": "kubelet_starts", "guard": "is_init", **FORGOTTEN}),
            Change("Runtime", "starts", "Absent", also=INIT_AGAIN),
        ),
        concerns="is_init",
        faults="kubelet",
    ),
    Bug(
        "8878",
        "After a reboot of the node, Pods with policy Never started again.",
        "",
        "Before 1.0.",
        "no-second-sandbox-under-never",
        "two-never",
        (
            Change("Runtime", "creates_sandbox", becomes={"guard": ""}),
            Change("Sandbox", "creates_sandbox", becomes={"guard": "sync_is_free and is_scheduled"}),
        ),
        faults="sandbox",
    ),
)
"""Bugs of the start order and of new sandboxes."""
