"""What `restartPolicyRules` say about an exit: the first match decides, else the restart policy does."""


def rule_matches(rule, code):
    """The rule applies to this exit code. [4.2]"""
    return code in rule.codes if rule.operator == "In" else code not in rule.codes


def first_match(exit_rules, code):
    """The number of the first rule that applies to this exit code; None if there is none. [4.1]"""
    return min((number for number in range(len(exit_rules)) if rule_matches(exit_rules[number], code)), default=None)


def exit_action(exit_rules, code):
    """The action that the rules give for this exit code; "" if no rule applies. [4.1 4.2]"""
    return "" if first_match(exit_rules, code) is None else exit_rules[first_match(exit_rules, code)].action


def restarts_all_for(exit_rules, code):
    """An exit with this code restarts all containers of the Pod. [4.13]"""
    return exit_action(exit_rules, code) == "RestartAllContainers"


def action_for_zero(kind, exit_rules):
    """The action of the rules for exit code 0; the success of an init container is not a failure to judge. [4.6]"""
    return "" if kind == "init" and exit_action(exit_rules, 0) == "Restart" else exit_action(exit_rules, 0)


def can_exit_nonzero(exit_rules):
    """Some exit code other than 0 is left to the policy. [4.1]"""
    return any(exit_action(exit_rules, code) == "" for code in range(1, 256))


def has_restart_rule(exit_rules):
    """Some exit code other than 0 has a rule with action Restart. [4.1 4.2]"""
    return exit_rules != () and any(exit_action(exit_rules, code) == "Restart" for code in range(1, 256))


def has_restart_all_rule(exit_rules):
    """Some exit code other than 0 has a rule with action RestartAllContainers. [4.2 4.13]"""
    return exit_rules != () and any(restarts_all_for(exit_rules, code) for code in range(1, 256))


def exit_matches_restart_rule(container):
    """The container exited with a code that has a rule with action Restart. [4.1 4.6]"""
    return (
        container.exit_code == "RestartRule"
        or (container.exit_code == "Zero" and action_for_zero(container.kind, container.exit_rules) == "Restart")
        or (container.exit_code == "Killed" and exit_action(container.exit_rules, 137) == "Restart")
    )


def exit_matches_restart_all_rule(container):
    """The container exited with a code that has a rule with action RestartAllContainers. [4.13]"""
    return (
        container.exit_code == "RestartAllRule"
        or (container.exit_code == "Zero" and restarts_all_for(container.exit_rules, 0))
        or (container.exit_code == "Killed" and restarts_all_for(container.exit_rules, 137))
    )


def some_rule_restarts_all(containers):
    """Some container has a rule that restarts all containers. [4.13]"""
    return any(restarts_all_for(each.exit_rules, code) for each in containers for code in range(256))


def some_rule_restarts(containers):
    """Some container has a rule that restarts it, alone or with all others. [4.1 4.13]"""
    return any(len(each.exit_rules) > 0 for each in containers)


def must_restart_all(containers):
    """The exit of some container requires all containers to start over. [4.13]"""
    return any(each.runtime == "Exited" and exit_matches_restart_all_rule(each) for each in containers)
