"""Files of contributors, read strictly and written back."""
