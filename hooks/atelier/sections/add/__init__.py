"""The forms with which records are added and improved."""
