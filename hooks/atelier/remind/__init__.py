"""Asking in time whether a page is still true."""
