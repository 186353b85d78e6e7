"""What a visitor can search and filter by."""
