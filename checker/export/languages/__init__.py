"""The languages of other model checkers, one a file, each a function from a program to the lines of a text."""
