"""The records of the catalogue: their fields, and the rules that a value must obey."""
