"""The Pod lifecycle with a clock: a variant whose machines know what durations depend on."""

from podproof.spec.pod.timed.lifecycle import TIMED_LIFECYCLE, TimedPod

__all__ = ["TIMED_LIFECYCLE", "TimedPod"]
