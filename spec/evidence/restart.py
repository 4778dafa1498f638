"""Whether an exited container is started again (SEMANTICS 4.1 to 4.5): pkg/api/v1/pod/util.go, container/helpers.go."""

from podproof.spec import words
from podproof.spec.evidence.answers import Answer, Input, said
from podproof.spec.evidence.worlds import World, at_runtime, container, exit_rules, exited


def should_container_be_restarted(row: Input) -> Answer:
    """`ShouldContainerBeRestarted`: the newest of the runtime's statuses counts, and whether the Pod is deleted."""
    statuses = row.get("runtimeStatuses") or [None]
    world = World([at_runtime(container(row.get("container") or {}), statuses[0])], row.get("podRestartPolicy"))
    deletion = "Requested" if row.get("deletionTimestamp") else "Alive"
    alive = world.says(words.is_alive, deletion=deletion)
    return {"restart": said(alive and world.says(words.is_due, 0), words.is_due if alive else words.is_alive)}


def is_container_restartable(row: Input) -> Answer:
    """`IsContainerRestartable`: some exit gets the container started again."""
    world = World([at_runtime(container(row.get("container") or {}), None)], row.get("podRestartPolicy"))
    return {"restartable": said(world.says(words.can_restart, 0), words.can_restart)}


def container_should_restart(row: Input) -> Answer:
    """`ContainerShouldRestart`: this exit gets the container started again."""
    world = World([exited(container(row.get("container") or {}), row.get("exitCode"))], row.get("podRestartPolicy"))
    return {"restart": said(world.says(words.is_due, 0), words.exit_action, words.is_due)}


def matching_rule(row: Input) -> Answer:
    """`findMatchingContainerRestartRule`: the first rule for this exit."""
    rules = exit_rules(row.get("restartPolicyRules") or (row.get("container") or {}).get("restartPolicyRules"))
    number = words.first_match(rules, row.get("exitCode"))
    return {
        "found": said(number is not None, words.first_match),
        "ruleIndex": said(number, words.first_match),
        "action": said(words.exit_action(rules, row.get("exitCode")) or None, words.exit_action),
    }


FUNCTIONS = {
    "ShouldContainerBeRestarted": should_container_be_restarted,
    "IsContainerRestartable": is_container_restartable,
    "ContainerShouldRestart": container_should_restart,
    "findMatchingContainerRestartRule": matching_rule,
}
