"""Texts in the reader's language, and dates and money as that language writes them."""
