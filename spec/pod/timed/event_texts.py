"""The events that only the lifecycle with a clock has, in plain English."""

from podproof.spec.pod.event_texts import EVENT_TEXTS

TIMED_EVENT_TEXTS = EVENT_TEXTS | {
    "gets_healthy": "{name} answers its probes from now on",
    "hangs": "{name} hangs",
    "begins_start": "turns to the start of {name}",
    "gives_up_start": "puts off the start of {name}",
    "wait_passes": "the wait since the last exit of {name} is over",
}
