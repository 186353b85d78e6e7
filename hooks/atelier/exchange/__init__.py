"""Catalogues of others: how they are fetched, read, and told what they lack. None of it is trusted."""
