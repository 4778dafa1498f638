"""How findings are fixed mechanically: the repairs in the place of the Pod or the container."""

from collections.abc import Callable, Mapping

from podproof.spec.findings.commands import only_sleeps
from podproof.spec.findings.facts import texts
from podproof.spec.manifest.edits import Repair
from podproof.spec.manifest.place import Place


def sleep_action(container: Place) -> tuple[Repair, ...]:
    """The `exec` action of a preStop hook that only sleeps becomes the `sleep` action."""
    lifecycle = container.inner("lifecycle", "Lifecycle")
    hook = lifecycle.inner("preStop", "LifecycleHandler") if lifecycle else None
    action = hook.inner("exec", "ExecAction") if hook else None
    if hook is None or action is None or list(action.node.entries) != ["command"]:
        return ()
    key, command = hook.node.entries["exec"].key, action.node.entries["command"]
    seconds = str(only_sleeps(texts(action, "command")))
    end = (command.node.line, command.node.column)
    return (
        Repair((key.line, key.column), "sleep"),
        Repair((command.key.line, command.key.column), "seconds", end=end, value=seconds),
    )


EDITS: Mapping[str, Callable[[Place], tuple[Repair, ...]]] = {"sleep_action": sleep_action}
"""The functions by the names that findings give."""
