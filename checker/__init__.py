"""How the specification is proved: models, engines, traces, and the command line."""
