"""Predicates about probes."""

from podproof.spec.findings.routes import is_for_operators
from podproof.spec.notation_of_time import ANY_TIME
from podproof.spec.pod.durations import enough_failures, safe_start, seconds_to_failure


def uses_an_unknown_port(missing_ports):
    """A probe or a hook names a port that the container does not have. [6.8]"""
    return len(missing_ports) > 0


def liveness_gives_up_after(liveness_probe):
    """Seconds from the start within which the liveness probe can fail. [6.3 6.5]"""
    return seconds_to_failure(liveness_probe)


def gives_up_too_soon(probe, room):
    """The probe leaves less time for the start than the threshold, or half of that if its author chose the time.

    A delay, or more failures than the three that are the default, show that somebody thought of the start. [6.3 6.5]
    """
    is_chosen = probe.initial_delay > 0 or probe.failure_threshold > 3
    return seconds_to_failure(probe) < (room / 2 if is_chosen else room)


def liveness_gives_up_too_soon(liveness_probe, liveness_room):
    """The liveness probe leaves less time for the start than the threshold. [6.3 6.5]"""
    return gives_up_too_soon(liveness_probe, liveness_room)


def liveness_leaves_half_the_room(liveness_probe, liveness_room):
    """The liveness probe leaves at least half the threshold: enough for many programs. [6.3 6.5]"""
    return 2 * liveness_gives_up_after(liveness_probe) >= liveness_room


def allowed_failures(startup_probe):
    """How often the startup probe may fail. [6.3 6.5]"""
    number, period = startup_probe.failure_threshold, startup_probe.period
    return "allows no second failure" if number == 1 else f"gives up at failure {number}, one every {period} s"


def startup_gives_up_after(startup_probe):
    """Seconds from the start within which the startup probe can fail. [6.3 6.5]"""
    return seconds_to_failure(startup_probe)


def startup_gives_up_too_soon(startup_probe, liveness_room):
    """The startup probe leaves less time for the start than the threshold. [6.3 6.5]"""
    return startup_probe is not None and gives_up_too_soon(startup_probe, liveness_room)


def start_is_declared(declared):
    """The owner says how long the process takes until its probes succeed. [F7]"""
    return declared.starts != ANY_TIME


def probe_of_the_start(startup_probe, liveness_probe):
    """The probe that kills a container that starts too slowly; None if none does. [6.1 6.4]"""
    return startup_probe or liveness_probe


def start_may_be_too_slow(declared, startup_probe, liveness_probe, post_start):
    """The declared start can last until the probe that waits for it has failed. [6.3 6.5 F7]"""
    probe = probe_of_the_start(startup_probe, liveness_probe)
    if probe is None or not start_is_declared(declared):
        return False
    longest = None if declared.starts is None else declared.starts.most
    return longest is None or longest >= safe_start(probe, post_start)


def slow_start_text(verdict, name, startup_probe):
    """What the probe does to the container. [6.4 6.5]"""
    probe = "startup" if startup_probe else "liveness"
    return f"the {probe} probe {'always kills' if verdict == 'broken' else 'can kill'} {name} before it has started"


def enough_failures_text(declared, startup_probe, liveness_probe, post_start):
    """How to give the start enough time. [6.3 6.5]"""
    field = "startupProbe" if startup_probe else "livenessProbe"
    if declared.starts is None or declared.starts.most is None:
        return f"Declare the longest start, and raise failureThreshold of the {field} above it."
    number = enough_failures(probe_of_the_start(startup_probe, liveness_probe), post_start, declared.starts.most)
    return f"Raise failureThreshold of the {field} to {number}, or add a startupProbe that allows as much time."


def slow_probe(container):
    """The name of a probe that may take longer than its period, and that probe; None if no probe may. [6.9]"""
    slow = [(name, probe) for name, probe in container.probes.items() if probe and probe.timeout > probe.period]
    return slow[0] if slow else None


def has_a_slow_probe(container):
    """A probe waits longer for an answer than its period. [6.9]"""
    return slow_probe(container) is not None


def slow_probe_text(container):
    """The slow probe with its numbers. [6.9]"""
    name, probe = slow_probe(container)
    return (
        f"{name} of {container.name} is due every {probe.period} s but may wait {probe.timeout} s for an answer:"
        f" {probe.failure_threshold} failures take up to {probe.timeout * probe.failure_threshold} s instead of"
        f" {probe.period * probe.failure_threshold} s"
    )


def uses_an_unlisted_port(unlisted_ports, ports, host_network, command, arguments):
    """A probe or a hook uses a number other than the only port that is listed, and nothing configures one. [6.8]"""
    serving = {each.number for each in ports if not is_for_operators(each.name)}
    is_configured = len(command) + len(arguments) > 0
    return not (host_network or is_configured) and len(unlisted_ports) > 0 and len(ports) == len(serving) == 1


def own_ports(ports):
    """The ports that the container lists. [6.8]"""
    return ", ".join(str(each.number) for each in ports)


def probes_are_identical(liveness_target, readiness_target):
    """The liveness and readiness probes have the same action. [F7]"""
    return liveness_target is not None and liveness_target == readiness_target


def probe_text(liveness_target):
    """The action of the liveness probe in short. [6.7]"""
    handler, fields = liveness_target
    words = [str(fields[name]) for name in ("path", "service") if name in fields]
    words += list(fields["command"]) if isinstance(fields.get("command"), tuple) else []
    return " ".join([handler, *words])[:60]


def asks_the_process(liveness_target):
    """The probe asks the process itself: it is not a TCP connection, and no command that cannot fail. [6.9]"""
    handler, fields = liveness_target
    command = fields.get("command") or ()
    return handler != "tcpSocket" and not always_succeeds(command)


def always_succeeds(command):
    """The command cannot fail. [6.9]"""
    return command[-1:] in (("true",), ("/bin/true",), ("/usr/bin/true",), (":",), ("exit 0",))


def liveness_can_fail(liveness_target):
    """The liveness probe is not a command that always succeeds. [6.9]"""
    return liveness_target is not None and not always_succeeds(liveness_target[1].get("command") or ())


def liveness_fails_no_later(liveness_probe, readiness_probe):
    """Once failures make the container unready, they have got it killed, too. [4.10 6.5]"""
    failing = [probe.period * probe.failure_threshold for probe in (liveness_probe, readiness_probe)]
    return failing[0] <= failing[1]
