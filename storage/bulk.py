"""Broadcasts on their way out, on SQL: their recipients are the queue, and nothing of it is in the outbox."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from bot.alert_text import Footer, Unfilled, Words
from bot.bulk import DRILL, KEY, SENDER, SUBJECT, Fate, Handful, Outcome
from bot.channel import Receipt
from bot.errors import StoreUnavailable
from bot.message import Part, Priority
from storage import bulk_statements as statements
from storage.bulk_noting import NOTE, again, heard, said
from storage.bulk_taking import TAKE, Taken, Wanted, fills_of
from storage.bulk_texts import Wording, Wordings
from storage.database import Database
from storage.documents import load
from storage.instants import from_ms, to_ms
from storage.prepared import RawRow
from storage.transaction import Kind, Transaction

# Longer than a part waits to be begun before it is given back (bot.bulk_sending), and any call then takes.
LEASE: Final = timedelta(seconds=180)
Quiet = Callable[[datetime], datetime | None]
_LONGEST_ID = 18  # digits


def no_footer(kind: str, language: str, answerable: bool) -> str:  # noqa: ARG001, FBT001 - as bot.alert_text.Footer
    """Close no text."""
    return ""


class SqlBulk:
    """bot.bulk.Bulk, on SQLite and on PostgreSQL.

    `rates` are parts a second by channel, for all processes together; a channel that is not among them is
    bounded by nothing; `sender_rates` are the same for each sender of a channel. `quiet` tells until when it
    is quiet, None while it is not: emergencies leave all the same. `footer` closes each text; `usual` is the
    language of whoever speaks none of a broadcast's.
    """

    def __init__(
        self,
        database: Database,
        rates: Mapping[str, float] | None = None,
        quiet: Quiet | None = None,
        *,
        sender_rates: Mapping[str, float] | None = None,
        footer: Footer = no_footer,
        usual: str = "it",
        lease: timedelta = LEASE,
    ) -> None:
        self._database = database
        self._rates = dict(rates or {})
        self._sender_rates = dict(sender_rates or {})
        self._quiet = quiet
        self._lease_ms = lease // timedelta(milliseconds=1)
        self._ahead: Counter[str] = Counter()  # by channel: what is still to be taken off its rate
        self._wordings = Wordings(database, footer, usual)

    async def take(self, channel: str, limit: int, *, ahead: int = 0) -> Handful:
        """As bot.bulk.Bulk; a limit of at least 1. Times are those of the database's clock."""
        until = self._quiet(self._database.clock()) if self._quiet else None
        rate, of_sender = self._rates.get(channel, 0.0), self._sender_rates.get(channel, 0.0)
        quiet_until = None if until is None else to_ms(until)
        ahead += self._ahead.pop(channel, 0)
        wanted = Wanted(channel, limit, ahead, self._lease_ms, quiet_until, rate, of_sender)
        asking = self._database.writer.submit(TAKE, wanted)
        try:
            taken = await asyncio.shield(asking)
            self._ahead[channel] += taken.unpaid
            rows = [(*row[:7], taken.versions[row[1]]) for row in taken.rows]
            parts = await self._parts(channel, rows, taken.fills)
        except BaseException:  # whoever is cut short has parts in hand that nobody will ever send
            await self._give_back(asking)
            raise
        return Handful(parts, timedelta(milliseconds=taken.pause_ms))

    async def note(self, outcomes: Sequence[Outcome]) -> None:
        """As bot.bulk.Bulk."""
        if outcomes:
            await self._database.writer.submit(NOTE, list(map(said, outcomes)))

    async def unsettled(self, channel: str, limit: int, older_than: timedelta) -> Sequence[Part]:
        """As bot.bulk.Bulk; the longest unknown first."""
        since = to_ms(self._database.clock() - older_than)
        asked = {"on_channel": channel, "most": limit, "since": since}

        def read(connection: sa.Connection) -> tuple[Sequence[RawRow], Mapping[int, str]]:
            rows = statements.UNSETTLED.ask(connection, asked)
            return rows, fills_of(connection, [row[4] for row in rows])

        rows, fills = await self._database.reader.fetch(read)
        return await self._parts(channel, rows, fills)

    async def resend(self, parts: Sequence[Part], *, counted: bool) -> None:
        """As bot.bulk.Bulk."""
        if parts:
            words = [again(part, counted=counted) for part in parts]
            await self._database.writer.submit(NOTE, words)

    async def fold(self, receipt: Receipt) -> bool:
        """As bot.bulk.Bulk: found by our key alone."""
        number = part_id(receipt.key)
        if number is None:
            return False
        return await self._database.writer.submit(NOTE, [heard(receipt, number)])

    async def sweep(self) -> int:
        """As bot.bulk.Bulk."""
        return await self._database.writer.submit(SWEEP, None)

    async def _give_back(self, asking: "asyncio.Future[Taken]") -> None:
        with suppress(StoreUnavailable):  # then the sweeper will find them
            taken = await asking
            await self.note([Outcome(row[0], row[5], Fate.RELEASED) for row in taken.rows])

    async def _parts(self, channel: str, rows: Sequence[RawRow], fills: Mapping[int, str]) -> Sequence[Part]:
        """Make parts of rows, each with the version of its broadcast; what lacks words fails at once."""
        parts: list[Part] = []
        wordless: list[Outcome] = []
        for row in rows:
            number, broadcast, _, language, list_row, attempt, since, version = row
            wording = await self._wordings.of(broadcast, version)
            text = wording.text(channel, language)
            try:
                words = text.words or text.fill(load(fills.get(list_row, "")))
            except Unfilled as lacking:
                wordless.append(Outcome(number, attempt, Fate.FAILED, code=f"content:{lacking.name}"))
                continue
            parts.append(_part(row, channel, wording, words, from_ms(since, self._database.zone)))
        await self.note(wordless)
        return parts


def part_id(key: str) -> int | None:
    """Read the id of a recipient out of the key of a part; None for a key of something else."""
    number = key[len(KEY) :] if key.startswith(KEY) else ""
    return int(number) if number.isascii() and number.isdecimal() and len(number) <= _LONGEST_ID else None


def _part(row: RawRow, channel: str, wording: Wording, words: Words, tried: datetime) -> Part:
    context: dict[str, str] = {}
    if wording.sender:
        context[SENDER] = wording.sender
    if words.subject:
        context[SUBJECT] = words.subject
    if wording.training:
        context[DRILL] = DRILL
    return Part(
        f"{KEY}{row[0]}",
        channel,
        row[2],
        words.text,
        context=context,
        priority=Priority.BULK,
        valid_until=wording.valid_until,
        id=row[0],
        attempts=row[5],
        sent_since=tried,
    )


def _sweep_all(transaction: Transaction, payloads: Sequence[Any]) -> list[int]:
    sweep = statements.SWEEP_ALONE if transaction.exclusive else statements.SWEEP_AMONG_MANY
    found = sweep.one(transaction.connection, {"me": transaction.owner, "now": to_ms(transaction.now)})
    return [found, *[0] * (len(payloads) - 1)]


SWEEP: Kind[None, int] = Kind("sweep-bulk", _sweep_all)
