"""Pages as data, and how they become HTML."""
