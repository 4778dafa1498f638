"""Diagrams.

machines     a machine as a chart of its states and events, with a table of its guards and effects
composition  what the machines of a Pod can do in it, as columns of charts
lifecycle    the states of a Pod, joined where `kubectl get pods` shows the same
sequence     a trace as a sequence diagram
timeline     a recorded Pod as bars over time
"""
