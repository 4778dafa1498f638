"""How verdicts are reached: each engine takes a model and answers questions about its states."""
