"""What the rules of a container say of an exit: first match wins, then its policy (SEMANTICS 4.1 to 4.3)."""

from spec.words.configuration import policy


def rule_matches(rule, code):
    """The rule is for this exit code. [4.2]"""
    return code in rule.codes if rule.operator == "In" else code not in rule.codes


def first_match(exit_rules, code):
    """The number of the first rule for this exit code, if there is one. [4.1]"""
    return min((number for number in range(len(exit_rules)) if rule_matches(exit_rules[number], code)), default=None)


def exit_action(exit_rules, code):
    """What the rules say is to be done for this exit code; nothing where none matches. [4.1 4.2]"""
    return "" if first_match(exit_rules, code) is None else exit_rules[first_match(exit_rules, code)].action


def restarts_all_for(exit_rules, code):
    """The exit restarts all containers of the Pod. [4.13]"""
    return exit_action(exit_rules, code) == "RestartAllContainers"


def can_restart(container, restart_policy):
    """Some exit of the container gets it started again: for its policy, or by a rule. [4.1 4.3]"""
    return len(container.exit_rules) > 0 or policy(container, restart_policy) != "Never"
