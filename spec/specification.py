"""The specification as one value: its machines, its words and its records of state."""
