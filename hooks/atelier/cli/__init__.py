"""The command ``atelier``: arguments, exit codes and output."""
