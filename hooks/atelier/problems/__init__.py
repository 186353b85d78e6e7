"""What can be wrong with a file: the kinds of problems, and a problem as data."""
