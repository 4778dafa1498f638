"""Is the specification true of Kubernetes?  It is held against what was seen of it."""
