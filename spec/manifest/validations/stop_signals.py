"""The validations of stop signals of containers."""

import re

from podproof.spec.manifest.place import Place
from podproof.spec.manifest.predicates import spec_of
from podproof.spec.manifest.validations.notation import Validation, Validations

LINUX_SIGNALS = re.compile(
    "SIGABRT|SIGALRM|SIGBUS|SIGCHLD|SIGCLD|SIGCONT|SIGFPE|SIGHUP|SIGILL|SIGINT|SIGIO|SIGIOT|SIGKILL|SIGPIPE|"
    "SIGPOLL|SIGPROF|SIGPWR|SIGQUIT|SIGSEGV|SIGSTKFLT|SIGSTOP|SIGSYS|SIGTERM|SIGTRAP|SIGTSTP|SIGTTIN|SIGTTOU|"
    "SIGURG|SIGUSR1|SIGUSR2|SIGVTALRM|SIGWINCH|SIGXCPU|SIGXFSZ|"
    r"SIGRTMIN(\+([1-9]|1[0-5]))?|SIGRTMAX(-([1-9]|1[0-4]))?"
)

SIGNALS = {"linux": LINUX_SIGNALS, "windows": re.compile("SIGTERM|SIGKILL")}


def has_a_stop_signal_without_os(lifecycle: Place) -> bool:
    """Return whether a stop signal is set although the Pod names no operating system."""
    return bool(lifecycle.text("stopSignal")) and not _system(lifecycle)


def has_a_foreign_stop_signal(lifecycle: Place) -> bool:
    """Return whether the operating system of the Pod has no such stop signal."""
    signal, system = lifecycle.text("stopSignal"), _system(lifecycle)
    return bool(signal) and system in SIGNALS and not SIGNALS[system].fullmatch(signal)


def _system(place: Place) -> str:
    system = spec_of(place).inner("os", "PodOS")
    return system.text("name") if system else ""


STOP_SIGNAL_VALIDATIONS = Validations(
    refused={
        "Lifecycle": (
            Validation(
                has_a_stop_signal_without_os,
                "stopSignal",
                "{path} has a stopSignal, but the Pod does not name its operating system",
                "add `os: {{name: linux}}` to the spec of the Pod",
                "validateLifecycle",
            ),
            Validation(
                has_a_foreign_stop_signal,
                "stopSignal",
                "the operating system of the Pod has no signal {value}",
                "write a signal such as `SIGTERM`",
                "validateStopSignal",
            ),
        )
    },
    inner={"PodSpec": {"os": "PodOS"}},
)
