"""Reports of results: text and HTML for people, JSON for programs."""
