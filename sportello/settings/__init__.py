"""Everything an operator may set, read once at start from the environment and an optional TOML file.

Read in this order: groups and networks (what can be set), load (where it is read, how a mistake is told),
page (the document for operators).
"""

from sportello.settings.load import Settings, load

__all__ = ["Settings", "load"]
