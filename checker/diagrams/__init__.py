"""What people look at.

machines     a machine with its states, events, guards and effects, by the library's own pipeline
composition  all machines of a Pod as one chart of parallel regions
life         the life of one Pod, folded onto what kubectl shows
trace        a trace as a sequence diagram
timeline     a recorded life as bars over time
"""
