"""The site as it is published: shells, heads of pages and files, and the one module that knows MkDocs."""
