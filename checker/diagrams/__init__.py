"""Diagrams.

machines     a machine with its states, events, guards and effects, by the library's own pipeline
composition  all machines of a Pod as one chart of parallel regions
lifecycle    the states of a Pod, joined where `kubectl get pods` shows the same
sequence     a trace as a sequence diagram
timeline     a recorded Pod as bars over time
"""
