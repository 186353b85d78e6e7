"""Tools for who changes the generator; no part of the suite needs them."""
