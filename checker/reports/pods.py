"""What was read of a manifest, put for a reader: the containers in a table, and what was folded."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.text import Text

from podproof.checker.reports.text import WIDTH, count, indented
from podproof.spec.manifest import Manifest
from podproof.spec.manifest.problems import printable
from podproof.spec.pod.predicates import policy
from podproof.spec.pod.state import Container, Hook, Pod, Probe

FOLD = 3

COLUMNS = ("KIND", "NAME", "RESTART", "STARTUP", "LIVENESS", "READINESS")


def heading(manifest: Manifest) -> Iterator[Text]:
    """Whose life this is, and what the Pod as a whole is told."""
    title, where = f"{manifest.kind} {manifest.pod.namespace}/{manifest.name}", position(manifest)
    between = "  " if len(title) + 2 + len(where) <= WIDTH else "\n  "
    yield Text.assemble((title, "bold"), between, where)
    yield from indented(", ".join(facts(manifest.pod)))


def facts(pod: Pod) -> list[str]:
    """What the Pod as a whole is told."""
    facts = [f"restartPolicy {pod.restart_policy}", f"grace {pod.grace_period} s", f"Kubernetes 1.{pod.kubernetes}"]
    facts += [f"activeDeadline {pod.active_deadline} s (not modelled yet)"] if pod.active_deadline else []
    facts += [count(len(pod.readiness_gates), "readiness gate")] if pod.readiness_gates else []
    facts += [count(len(pod.scheduling_gates), "scheduling gate")] if pod.scheduling_gates else []
    facts += ["shared process namespace"] if pod.share_process_namespace else []
    return facts


def position(manifest: Manifest) -> str:
    """Where the object begins, as `place` says it."""
    return place(manifest.position.file, manifest.position.line)


def place(file: str, line: int) -> str:
    """File and line, the file as seen from here if it lies below; line 0 means the whole file."""
    file = file.removeprefix(f"{Path.cwd()}/")
    return f"{file}:{line}" if line else file


def containers(pod: Pod) -> Iterator[Text]:
    """The containers with what steers their lives, Kubernetes' defaults applied."""
    rows = [COLUMNS, *(columns(pod, container) for container in pod.members)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    indent = " " * (widths[0] + 4)
    for number, row in enumerate(rows):
        style = "" if number else "dim"
        if sum(widths) + 2 * len(widths) <= WIDTH:
            yield Text(f"  {_cells(row, widths)}", style)
        else:
            yield Text(f"  {_cells(row[:2], widths)}\n{indent}{_cells(row[2:], widths[2:])}", style)
        if number and (extras := ", ".join(hooks_and_pulls(pod.members[number - 1]))):
            yield Text(f"{indent}{extras}", "dim")


def columns(pod: Pod, container: Container) -> tuple[str, ...]:
    """A container under the heads that `COLUMNS` names."""
    probes = (container.startup_probe, container.liveness_probe, container.readiness_probe)
    return container.kind, container.name, policy(container, pod.restart_policy), *map(probe, probes)


def _cells(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip()


def probe(asked: Probe | None) -> str:
    """A probe in short: how it asks, how often, and how many failures count."""
    if asked is None:
        return "-"
    delay = f"+{asked.initial_delay}s" if asked.initial_delay else ""
    handler = {"httpGet": "http", "tcpSocket": "tcp"}.get(asked.handler, asked.handler)
    return f"{handler} {asked.period}s×{asked.failure_threshold}{delay}"


def folds(pod: Pod) -> Iterator[Text]:
    """Where a long streak is counted as a short one, which leaves out only repetitions of the same event."""
    for container in pod.members:
        for name in ("startup_probe", "liveness_probe", "readiness_probe"):
            asked: Probe | None = getattr(container, name)
            if asked and max(asked.failure_threshold, asked.success_threshold) > FOLD:
                threshold = max(asked.failure_threshold, asked.success_threshold)
                probe = name.replace("_", " ")
                yield from indented(f"folded: {container.name} {probe} threshold {threshold} counted as {FOLD}", "dim")
        if container.exit_rules:
            yield from indented(f"read, but not modelled yet: restartPolicyRules of {container.name}", "yellow")


def settings(manifest: Manifest) -> Iterator[Text]:
    """Every value that was read, and whether the manifest or a default says so."""
    for setting in manifest.effective:
        origin = "" if setting.origin == "manifest" else "  (default)"
        yield Text(printable(f"  {setting.path} = {setting.value}{origin}"), "dim")


def hooks_and_pulls(container: Container) -> Iterator[str]:
    """The hooks of a container, and its pull policy where it is not the usual one."""
    for name, hook in (("postStart", container.post_start), ("preStop", container.pre_stop)):
        if hook:
            yield f"{name} {_hook(hook)}"
    if container.image_pull_policy != "IfNotPresent":
        yield f"pull {container.image_pull_policy}"


def _hook(hook: Hook) -> str:
    return f"sleep {hook.seconds} s" if hook.handler == "sleep" else hook.handler
