"""The sections of the site, a module for each address: its pages, and the files beside them."""
