"""What a handler asks to be written in the turn's own transaction; the engine carries it unread."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.fixed import fixed

# Stands, among a record's values, for the lane of the message: a handler never learns who or where it is.
LANE: Final = "\N{NULL}lane"


@fixed
class Record:
    """One row to write: storage makes it, and storage alone knows what its statement is."""

    statement: object
    values: Mapping[str, object]

    def for_lane(self, lane: str) -> "Record":
        """Put the lane where LANE stands."""
        if LANE not in self.values.values():
            return self
        return replace(
            self, values={name: lane if value == LANE else value for name, value in self.values.items()}
        )
