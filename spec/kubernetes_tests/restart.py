"""Whether an exited container is started again (SEMANTICS 4.1 to 4.5): pkg/api/v1/pod/util.go, container/helpers.go."""

from podproof.spec.kubernetes_tests.case_state import CaseState, at_runtime, container, exit_rules, exited
from podproof.spec.kubernetes_tests.decisions import Answer, Input, said
from podproof.spec.pod import predicates


def should_container_be_restarted(row: Input) -> Answer:
    """`ShouldContainerBeRestarted`: the newest of the runtime's statuses counts, and whether the Pod is deleted."""
    statuses = row.get("runtimeStatuses") or [None]
    case_state = CaseState(
        [at_runtime(container(row.get("container") or {}), statuses[0])], row.get("podRestartPolicy")
    )
    deletion = "Requested" if row.get("deletionTimestamp") else "Alive"
    alive = case_state.says(predicates.is_alive, deletion=deletion)
    return {
        "restart": said(
            alive and case_state.says(predicates.needs_start, 0),
            predicates.needs_start if alive else predicates.is_alive,
        )
    }


def is_container_restartable(row: Input) -> Answer:
    """`IsContainerRestartable`: some exit gets the container started again."""
    case_state = CaseState([at_runtime(container(row.get("container") or {}), None)], row.get("podRestartPolicy"))
    return {"restartable": said(case_state.says(predicates.can_restart, 0), predicates.can_restart)}


def container_should_restart(row: Input) -> Answer:
    """`ContainerShouldRestart`: this exit gets the container started again."""
    case_state = CaseState(
        [exited(container(row.get("container") or {}), row.get("exitCode"))], row.get("podRestartPolicy")
    )
    return {"restart": said(case_state.says(predicates.needs_start, 0), predicates.exit_action, predicates.needs_start)}


def matching_rule(row: Input) -> Answer:
    """`findMatchingContainerRestartRule`: the first rule for this exit."""
    rules = exit_rules(row.get("restartPolicyRules") or (row.get("container") or {}).get("restartPolicyRules"))
    number = predicates.first_match(rules, row.get("exitCode"))
    return {
        "found": said(number is not None, predicates.first_match),
        "ruleIndex": said(number, predicates.first_match),
        "action": said(predicates.exit_action(rules, row.get("exitCode")) or None, predicates.exit_action),
    }


FUNCTIONS = {
    "ShouldContainerBeRestarted": should_container_be_restarted,
    "IsContainerRestartable": is_container_restartable,
    "ContainerShouldRestart": container_should_restart,
    "findMatchingContainerRestartRule": matching_rule,
}
