"""Held against reality: recorded lives, judged by the specification."""
