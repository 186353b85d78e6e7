"""The files of a new catalogue: what a city answers, and what is written of it."""
