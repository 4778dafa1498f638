"""Which Pods the specification asks about: manifests, as data."""
