"""What Kubernetes promises about the life of a Pod, as an executable specification."""
