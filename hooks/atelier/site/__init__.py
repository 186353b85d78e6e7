"""The build of the site: shells, heads of pages, files, and the only module that knows MkDocs."""
