"""Ways in: files made from a form, an issue or the command line, and what is generated from the model."""
