"""The Pod lifecycle with a clock: a variant whose machines know what durations depend on."""

from podproof.spec.pod.timed.event_texts import TIMED_EVENT_TEXTS
from podproof.spec.pod.timed.lifecycle import TIMED_LIFECYCLE, TimedPod

__all__ = ["TIMED_EVENT_TEXTS", "TIMED_LIFECYCLE", "TimedPod"]
