"""What Markdown in a body needs besides its parser: footnotes, and the text that would get lost."""
