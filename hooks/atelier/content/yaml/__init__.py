"""YAML as contributors write it: how a value is written, its events, and what is wrong with it."""
