"""The events that only the lifecycle with a clock has, in plain English, beside all others."""

from podproof.spec.pod.event_texts import EVENT_TEXTS

TIMED_EVENT_TEXTS = {
    **EVENT_TEXTS,
    "gets_healthy": "{name} has started up: its probes succeed from now on",
    "hangs": "{name} hangs: its probes fail from now on",
    "wait_passes": "{name}: a restart would not wait any more",
}
"""What the actor of an event does, or what happens to the container `{name}`."""
