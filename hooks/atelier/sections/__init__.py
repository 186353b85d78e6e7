"""The sections of the site, a module for each: which pages it has, at which address, and what stands on them.

A page's bytes follow from the catalogue and the shell alone. Links are relative, so the site works at
any address; ``root`` leads from a page to the home page.
"""
