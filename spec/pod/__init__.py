"""The Pod: its state, what can be said of it, its machines, its laws."""
