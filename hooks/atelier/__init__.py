"""Innovatieatelier: a static-site generator for a shared catalogue of education initiatives.

Data goes in one direction, and each step is a pure function of the one before::

    file -> SourceFile -> record | Problem -> Catalogue | Problem -> Page -> site/

Each folder is a room, and imports only from rooms below it: from ``cli`` at the top to ``store`` at the
bottom.
"""
