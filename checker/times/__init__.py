"""Answers about times: how long a Pod takes from one moment to another, at least and at most."""
