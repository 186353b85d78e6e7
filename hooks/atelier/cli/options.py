"""What commands need to know of their options before they run. Importing it is quick."""

from __future__ import annotations

DEV_ADDR = "127.0.0.1:8000"
"""Where a site is served: only this machine reaches it."""
