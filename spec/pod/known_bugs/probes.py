"""Bugs of probes and readiness."""

from podproof.spec.pod.known_bugs.notation import Bug
from podproof.spec.pod.known_bugs.predicates import counts_as_started, probes_liveness, probes_readiness, probes_startup
from podproof.spec.pod.variants import Change

INHERITED = (counts_as_started, probes_liveness, probes_readiness)
"""What is different while a container counts as started because an earlier instance had."""

SKIPPED = (*INHERITED, probes_startup)
"""What is different once its startup probe does not run again."""

PROBES = (
    Bug(
        "141155",
        "A container that the kubelet restarted for its liveness probe inherited `started`, and liveness and readiness"
        " counted before its startup probe had succeeded.",
        "1.35-",
        "PR 141179 names the gate of 1.35 as the cause; PR 141342 fixes it after 1.37.0, and the cherry-picks to 1.35,"
        " 1.36 and 1.37 (142043, 142042, 142041) were open in September 2026.",
        "startup-before-liveness",
        "probes",
        predicates=INHERITED,
        memories=("InheritedStart",),
        concerns="restarts_after_a_failed_probe",
    ),
    Bug(
        "142305",
        "A container in its startup period counted as started once the kubelet had restarted.",
        "1.35-",
        "The issue, open in September 2026 with PR 142303, blames what 1.35 keeps across a kubelet restart; which patch"
        " releases fix it is not known.",
        "a-kubelet-restart-completes-no-startup",
        "probes",
        (Change("Startup", "kubelet_starts", "Unknown", "Success", becomes={"guard": "runs"}),),
        concerns="has_startup_probe",
        faults="kubelet",
    ),
    Bug(
        "101064",
        "The startup probe did not run again after the first restart of a container.",
        "1.18.18, 1.19.10, 1.20.6, 1.21.0",
        "PR 98571 caused it; PR 101093 and its cherry-picks 101223 to 101226 name the releases that have it.",
        "startup-before-liveness",
        "probes",
        predicates=SKIPPED,
        memories=("SkippedStartup",),
        concerns="restarts_after_a_failed_probe",
        kubernetes=21,
    ),
    Bug(
        "138889",
        "A container stayed ready in the API after its readiness probe had failed, because a sync that ran at the same"
        " time overwrote the status.",
        "1.34-",
        "Reported for 1.34.1 (also 139244) and open in 2026; earlier versions may have the same race.",
        "readiness-is-published-at-once",
        "probes",
        (Change("ReadyCondition", "publishes_readiness", "Ready", "NotReady"),),
        concerns="can_turn_unready",
    ),
    Bug(
        "78733",
        "Ready turned False and True again whenever the kubelet restarted.",
        "-1.34",
        "PR 134746 (KEP-4781) in 1.35; the specification of the earlier versions has it.",
        "a-kubelet-restart-keeps-readiness",
        "probes",
        (Change("Readiness", "kubelet_stops", "Success", becomes={"target": "Failure"}),),
        concerns="has_readiness_probe",
        faults="kubelet",
    ),
    Bug(
        "52817",
        "Liveness probes continued while the Pod terminated, and killed containers that were stopping.",
        "-1.18.17, 1.19.0-1.19.9, 1.20.0-1.20.5",
        "PR 98571 in 1.21.0; the cherry-picks of its regression 101064 show in which patch releases it is.",
        "no-liveness-failure-while-terminating",
        "probes",
        (Change("Liveness", "liveness_fails", target="Failure", becomes={"guard": "kubelet_is_up and runs"}),),
        concerns="has_liveness_probe",
    ),
)
"""Bugs of probes and of the condition Ready."""
