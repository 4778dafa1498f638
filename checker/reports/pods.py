"""The Pod of a manifest as the program read it: its containers as a table, and thresholds that are cut short."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.text import Text

from podproof.checker.rendering.text import WIDTH, count
from podproof.checker.reports.text import indented
from podproof.spec.manifest import Manifest
from podproof.spec.manifest.problems import printable
from podproof.spec.pod.predicates import policy
from podproof.spec.pod.state import PROBES, Container, Hook, Pod, Probe

MOST_COUNTED = 3
"""Probe results in a row are counted up to this number."""

COLUMNS = ("KIND", "NAME", "RESTART", *(name.removesuffix("Probe").upper() for name in PROBES))


def facts(pod: Pod) -> list[str]:
    """The settings of the Pod as a whole."""
    facts = [f"Kubernetes 1.{pod.kubernetes}", f"restartPolicy {pod.restart_policy}", f"grace {pod.grace_period} s"]
    facts += [f"namespace {pod.namespace}"] if pod.namespace != "default" else []
    facts += [f"activeDeadline {pod.active_deadline} s"] if pod.active_deadline else []
    facts += [count(len(pod.readiness_gates), "readiness gate")] if pod.readiness_gates else []
    facts += [count(len(pod.scheduling_gates), "scheduling gate")] if pod.scheduling_gates else []
    facts += ["shared process namespace"] if pod.share_process_namespace else []
    return facts


def position(manifest: Manifest) -> str:
    """File and line of the object."""
    return place(manifest.position.file, manifest.position.line)


def place(file: str, line: int) -> str:
    """File and line, the file relative to the working directory if it lies in it; line 0 means the whole file."""
    file = file.removeprefix(f"{Path.cwd()}/")
    return f"{file}:{line}" if line else file


def containers(pod: Pod, width: int = WIDTH) -> Iterator[Text]:
    """The containers with the settings that steer their lifecycle, Kubernetes' defaults applied."""
    rows = [COLUMNS, *(columns(pod, container) for container in pod.members)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    indent = " " * (widths[0] + 4)
    for number, row in enumerate(rows):
        style = "" if number else "dim"
        if sum(widths) + 2 * len(widths) <= width:
            yield Text(f"  {_cells(row, widths)}", style)
        else:
            yield Text(f"  {_cells(row[:2], widths)}\n{indent}{_cells(row[2:], widths[2:])}", style)
        if number and (extras := ", ".join(hooks_and_pulls(pod.members[number - 1]))):
            yield Text(f"{indent}{extras}", "dim")


def columns(pod: Pod, container: Container) -> tuple[str, ...]:
    """A container as a row below `COLUMNS`."""
    probes = map(describe_probe, container.probes.values())
    return container.kind, container.name, policy(container, pod.restart_policy), *probes


def _cells(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip()


def describe_probe(probe: Probe | None) -> str:
    """A probe in brief: its handler, period, failure threshold and initial delay."""
    if probe is None:
        return "-"
    delay = f"+{probe.initial_delay}s" if probe.initial_delay else ""
    handler = {"httpGet": "http", "tcpSocket": "tcp"}.get(probe.handler, probe.handler)
    return f"{handler} {probe.period}s×{probe.failure_threshold}{delay}"


def saturated_thresholds(pod: Pod) -> Iterator[Text]:
    """Thresholds that are counted up to 3: a longer row of equal probe results only repeats the same event."""
    for container in pod.members:
        for name, probe in container.probes.items():
            threshold = max(probe.failure_threshold, probe.success_threshold) if probe else 0
            if threshold > MOST_COUNTED:
                kind = name.removesuffix("Probe")
                text = f"{container.name}: {kind} probe threshold {threshold} is counted up to {MOST_COUNTED}"
                yield from indented(text, "dim")


def settings(manifest: Manifest) -> Iterator[Text]:
    """Every value that applies; those that the manifest does not set are marked as defaults."""
    for setting in manifest.effective:
        origin = "" if setting.origin == "manifest" else "  (default)"
        yield Text(printable(f"  {setting.path} = {setting.value}{origin}"), "dim")


def hooks_and_pulls(container: Container) -> Iterator[str]:
    """The hooks of a container, and its pull policy unless it is `IfNotPresent`."""
    for name, hook in (("postStart", container.post_start), ("preStop", container.pre_stop)):
        if hook:
            yield f"{name} {_hook(hook)}"
    if container.image_pull_policy != "IfNotPresent":
        yield f"pull {container.image_pull_policy}"


def _hook(hook: Hook) -> str:
    return f"sleep {hook.seconds} s" if hook.handler == "sleep" else hook.handler
