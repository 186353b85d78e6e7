"""Innovatieatelier: a static-site generator for a shared catalogue of education initiatives.

The way of the data, one direction, each step a pure function of the one before::

    file -> SourceFile -> record | Problem -> Catalogue | Problem -> Page -> site/

Imports point one way too: ``cli`` and ``publish`` stand at the top, ``problems``, ``codes``
and ``translation`` at the bottom.
"""
