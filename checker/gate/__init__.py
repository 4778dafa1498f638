"""The gate of a repository: everything wrong in its manifests, as results that every output format can render."""
