"""Prints docs/SETTINGS.md."""

import sys

from sportello.settings.page import page

sys.stdout.write(page())
