"""A database without a row, for what services write themselves."""

from tests.storage.conftest import sqlite_file

__all__ = ["sqlite_file"]
