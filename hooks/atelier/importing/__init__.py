"""Spreadsheets and data of others become files of the catalogue."""
