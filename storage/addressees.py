"""Who would get a broadcast, read before it has any rows: for previews, and for what it costs."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from bot.fixed import fixed
from storage.audience import Audience, first_messages
from storage.broadcast_rows import recipient_list_row
from storage.database import Database
from storage.documents import load_texts
from storage.instants import to_ms

_AT_ONCE: Final = 2_000  # rows fetched together
_NOTHING: Final[Mapping[str, str]] = {}


@fixed
class Addressee:
    """An address that is written to first, and what the list says of it; `address` is empty where unasked."""

    channel: str
    address: str
    language: str
    fills: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Addressees:
    """Reads audiences as they are now."""

    database: Database

    async def some(
        self, audience: Audience, policy: str, channels: Sequence[str], most: int
    ) -> Sequence[Addressee]:
        """Read a few, those of a list first, each channel and language in turn; raises BadQuery."""
        now_ms = to_ms(self.database.clock())

        def read(connection: sa.Connection) -> Sequence[Addressee]:
            found = first_messages(connection, audience, policy, channels, now_ms).subquery()
            turn = sa.func.row_number().over(
                partition_by=(found.c.channel, found.c.language), order_by=found.c.list_row.is_(None)
            )
            rows = connection.execute(
                _filled(found, found.c.address).order_by(turn, found.c.channel).limit(most)
            )
            return [_addressee(row) for row in rows]

        return await self.database.reader.fetch(read)

    def each(
        self, audience: Audience, policy: str, channels: Sequence[str]
    ) -> Generator[Addressee, None, None]:
        """Read them all, without their addresses; blocks, on a connection of its own. Raises BadQuery."""
        with self.database.connect() as connection:
            now_ms = to_ms(self.database.clock())
            found = first_messages(connection, audience, policy, channels, now_ms).subquery()
            if connection.dialect.name != "sqlite":  # a server streams within a transaction alone
                connection.execution_options(isolation_level="READ COMMITTED")
            streamed = connection.execution_options(yield_per=_AT_ONCE)
            with streamed.execute(_filled(found, sa.literal(""))) as rows:
                yield from map(_addressee, rows)


def _filled(found: sa.Subquery, address: sa.ColumnElement[str]) -> sa.Select[Any]:
    """Join what each row of the list brings along."""
    row = recipient_list_row
    return sa.select(found.c.channel, address, found.c.language, row.c.fills).select_from(
        found.outerjoin(row, row.c.id == found.c.list_row)
    )


def _addressee(row: Any) -> Addressee:
    channel, address, language, fills = row
    return Addressee(channel, address, language, load_texts(fills) if fills else _NOTHING)
