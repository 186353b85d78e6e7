"""A catalogue brought to the version of the package that is installed."""
