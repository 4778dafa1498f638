"""Manifests that are shipped with the specification."""
