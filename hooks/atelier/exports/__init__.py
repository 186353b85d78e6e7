"""The catalogue in other formats, a module for each."""
