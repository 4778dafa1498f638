"""Traces in each form that a person or a program reads.

trace_lines  the lines of a trace: who does what, and what kubectl shows afterwards
text         numbered lines of 80 columns
json         structured data
html         a table of a page

A trace as a sequence diagram is a picture: `checker.diagrams.sequence`.
"""
