"""What a conversation has asked to pay, for handlers: read beside the writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from storage.database import Database
from storage.notices import PaymentNotice, watched


class Asked(Protocol):
    """The notices that a conversation has asked for."""

    async def of(self, lane: str) -> Sequence[PaymentNotice]:
        """Read them, open or paid, the newest first, at most fifty; no other conversation's."""


@dataclass(frozen=True, slots=True)
class SqlAsked:
    """The notices that a conversation has asked for, in the database."""

    database: Database

    async def of(self, lane: str) -> Sequence[PaymentNotice]:
        """As Asked."""
        return await self.database.reader.fetch(lambda connection: watched(connection, lane))
