"""The front door: command line, settings, wiring and web; nothing below knows it."""
