"""Charts as geometry: the place of each bar or line."""
