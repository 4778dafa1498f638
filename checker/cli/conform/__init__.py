"""`conform`: is the specification true of Kubernetes?  A subcommand for each kind of evidence."""
