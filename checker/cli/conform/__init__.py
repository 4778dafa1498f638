"""`conform`: does the specification agree with Kubernetes?  One subcommand for each kind of evidence."""
