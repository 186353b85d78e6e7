"""Charts as geometry: where each bar or line stands."""
