"""What is kept from one run to the next, and files that are written whole."""
