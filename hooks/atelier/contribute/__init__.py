"""Files made from a form, an issue or the command line, and files generated from the model."""
