"""Run the command line as ``python -m atelier``."""

from atelier.cli.app import main

main()
