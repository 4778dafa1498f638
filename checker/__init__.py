"""How the specification is proved: models, engines, stories, and the command line."""
