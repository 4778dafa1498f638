"""The formats of graphs, one a file, each a function from a transition system to the lines of a text."""
