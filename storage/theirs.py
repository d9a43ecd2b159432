"""What a citizen has asked to pay, on whatever contact: read beside the writes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import sqlalchemy as sa

from storage.contacts import OF, Contact
from storage.database import Database
from storage.notices import PaymentNotice, watched

# A number is given to nobody else for so long after its last owner: what was asked for in a conversation in
# that time before it was bound was asked for by the same person [believed], unless it is known to have been
# another citizen's until then.
BEFORE_BINDING = timedelta(days=90)


class Theirs(Protocol):
    """The notices that a citizen has asked for."""

    async def of(self, citizen: str, lane: str) -> Sequence[PaymentNotice]:
        """Read those of all their living contacts, and of the conversation in which they have proven it.

        Open or paid, the newest first, each once.
        """


@dataclass(frozen=True, slots=True)
class SqlTheirs:
    """The notices that a citizen has asked for, in the database."""

    database: Database

    async def of(self, citizen: str, lane: str) -> Sequence[PaymentNotice]:
        """As Theirs."""
        now = self.database.clock()
        return await self.database.reader.fetch(
            lambda connection: _gather(connection, _living(connection, citizen, now), lane)
        )


def _living(connection: sa.Connection, citizen: str, now: datetime) -> list[Contact]:
    found = (Contact(*row) for row in connection.execute(OF, {"of_citizen": citizen}))
    return [each for each in found if each.lives(now)]


def _gather(connection: sa.Connection, contacts: Iterable[Contact], lane: str) -> list[PaymentNotice]:
    since = {each.lane: each.theirs_since or each.bound_at - BEFORE_BINDING for each in contacts}
    found: dict[str, PaymentNotice] = {}
    for each in {lane: None, **dict.fromkeys(since)}:
        start = since.get(each)
        for notice in watched(connection, each):
            if start is None or notice.made_at >= start:
                found.setdefault(notice.nav, notice)
    return sorted(found.values(), key=lambda notice: (notice.made_at, notice.nav), reverse=True)
