"""The catalogue in memory: its records, their names and their addresses."""
