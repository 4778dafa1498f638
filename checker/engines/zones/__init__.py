"""Zones: least and most time between two situations of a timed model."""
