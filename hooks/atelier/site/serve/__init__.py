"""What ``mkdocs serve`` does in another way than ``mkdocs build``."""
