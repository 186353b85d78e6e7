"""The pages that answer questions about money."""
