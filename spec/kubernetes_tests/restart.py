"""Whether an exited container is started again: pkg/api/v1/pod/util.go, container/helpers.go. [4.1 to 4.5]"""

from podproof.spec.kubernetes_tests import arithmetic
from podproof.spec.kubernetes_tests.case_state import CaseState, at_runtime, container, exit_rules, exited
from podproof.spec.kubernetes_tests.decisions import Answer, Input, decision
from podproof.spec.pod import predicates


def should_container_be_restarted(case: Input) -> Answer:
    """`ShouldContainerBeRestarted`: the newest status of the runtime counts, and whether the Pod is deleted."""
    statuses = case.get("runtimeStatuses") or [None]
    case_state = CaseState(
        [at_runtime(container(case.get("container") or {}), statuses[0])], case.get("podRestartPolicy")
    )
    deletion = "Requested" if case.get("deletionTimestamp") else "Alive"
    alive = case_state.evaluate(predicates.is_alive, deletion=deletion)
    return {
        "restart": decision(
            alive and case_state.evaluate(predicates.needs_start, 0),
            predicates.needs_start if alive else predicates.is_alive,
        )
    }


def is_container_restartable(case: Input) -> Answer:
    """`IsContainerRestartable`: some exit restarts the container."""
    case_state = CaseState([at_runtime(container(case.get("container") or {}), None)], case.get("podRestartPolicy"))
    return {"restartable": decision(case_state.evaluate(arithmetic.can_restart, 0), arithmetic.can_restart)}


def container_should_restart(case: Input) -> Answer:
    """`ContainerShouldRestart`: this exit restarts the container."""
    case_state = CaseState(
        [exited(container(case.get("container") or {}), case.get("exitCode"))], case.get("podRestartPolicy")
    )
    return {
        "restart": decision(
            case_state.evaluate(predicates.needs_start, 0), predicates.exit_action, predicates.needs_start
        )
    }


def matching_rule(case: Input) -> Answer:
    """`findMatchingContainerRestartRule`: the first rule that applies to this exit code."""
    rules = exit_rules(case.get("restartPolicyRules") or (case.get("container") or {}).get("restartPolicyRules"))
    number = predicates.first_match(rules, case.get("exitCode"))
    return {
        "found": decision(number is not None, predicates.first_match),
        "ruleIndex": decision(number, predicates.first_match),
        "action": decision(predicates.exit_action(rules, case.get("exitCode")) or None, predicates.exit_action),
    }


FUNCTIONS = {
    "ShouldContainerBeRestarted": should_container_be_restarted,
    "IsContainerRestartable": is_container_restartable,
    "ContainerShouldRestart": container_should_restart,
    "findMatchingContainerRestartRule": matching_rule,
}
