"""The Kubernetes Pod lifecycle as an executable specification."""
