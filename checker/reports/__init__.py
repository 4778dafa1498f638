"""What was found out, put for a reader: text for people, JSON for programs."""
