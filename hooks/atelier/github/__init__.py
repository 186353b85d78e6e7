"""What the workflows of the main branch run: proposals, comments and issues on GitHub."""
