"""Conversations as text files: script (the format), stage (a counter to play on), player (the comparison)."""
