"""The Pod lifecycle with a clock: a variant whose machines know what durations depend on."""
