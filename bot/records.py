"""What a handler asks to be written in the turn's own transaction; the engine carries it unread."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Record:
    """One row to write: storage makes it, and storage alone knows what its statement is."""

    statement: object
    values: Mapping[str, object]
