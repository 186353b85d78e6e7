"""What GitHub's workflows of the main branch run: comments and issues."""
