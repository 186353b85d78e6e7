"""The form with which an initiative is added."""
