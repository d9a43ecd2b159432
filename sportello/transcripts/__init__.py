"""Conversations as text files. Read in this order: script (the format), ways, stage, player, fuse."""
