"""The errors that only a store can raise.

* SportelloError
  - StoreUnavailable     the database is gone or refused the commit: nothing is known, try again
  - LeaseLost            the message is no longer ours: drop what was thought, another has it
"""

from bot.errors import SportelloError


class StoreUnavailable(SportelloError):  # noqa: N818 - it says what the database is
    """The database could not commit: what was handed to it may be written or not."""


class LeaseLost(SportelloError):  # noqa: N818 - it says what happened to the message
    """A turn was not written: its message is done already, or another process holds it."""
