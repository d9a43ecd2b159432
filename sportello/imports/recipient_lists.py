"""A list of recipients out of a CSV file: addresses, a language, and what is filled in for each of them."""

import asyncio
import re
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from bot.alert_text import KINDS, LONGEST_NAME
from bot.values.email import Email
from bot.values.phone import Phone
from bot.values.value import Reading
from sportello.imports.batches import BATCH, Progress
from sportello.imports.cells import Cells
from sportello.imports.seen import Seen
from sportello.imports.sheet import BadSheet, Report, Row, RowError, read_header, read_sheet
from storage.database import Database
from storage.recipient_lists import ListRow, RecipientLists

MOST_ROWS: Final = 200_000
_LONGEST, _LONGEST_NAME = 200, 100
_READING = Reading(today=date.min)  # these values mean the same on every day
_CHAT = re.compile(r"[1-9][0-9]{0,15}")  # of one person: groups are below zero
_LANGUAGE = re.compile(r"[a-z]{2}")
_NAME = re.compile(rf"[^\W\d]\w{{0,{LONGEST_NAME - 1}}}")  # as bot.alert_text reads a place


def _chat(text: str) -> str:
    if not _CHAT.fullmatch(text):
        raise ValueError("not the number of a chat with one person")
    return text


# Each column of addresses: the kind of network, and how its cells are read.
_ADDRESSES: Final[Mapping[str, tuple[str, Callable[[str], str]]]] = MappingProxyType(
    {
        "telegram": ("telegram", _chat),
        "email": ("email", lambda text: str(Email.parse(text, _READING))),
        "phone": ("sms", lambda text: str(Phone.parse(text, _READING))),
    }
)
_KNOWN: Final = (*_ADDRESSES, "language")


@dataclass(slots=True)
class Batch:
    """Addresses for one transaction, and how far into the file they reach."""

    rows: list[ListRow] = field(default_factory=list)
    bad: int = 0
    twice: int = 0
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file: the number of its list, and how many addresses it has.

    `twice` are addresses that stand in the file again, of which the first counts; `bad` are rows skipped.
    """

    number: int
    names: tuple[str, ...]
    addresses: int = 0
    twice: int = 0
    bad: int = 0

    def with_batch(self, batch: Batch, added: int) -> "Imported":
        """Count a batch of which so many addresses were added."""
        return Imported(
            self.number, self.names, self.addresses + added, self.twice + batch.twice, self.bad + batch.bad
        )


async def import_list(  # noqa: PLR0913 - a file, whose it is, and what is on where it comes in
    database: Database,
    file: Path,
    name: str,
    by: str,
    *,
    channels: Collection[str],
    language: str,
    report: Report,
    progress: Progress,
    most_rows: int = MOST_ROWS,
) -> Imported:
    """Make a list, which can be used when all of its rows are in; a list that cannot be made leaves nothing.

    The columns phone, email, telegram, language; every other is something to fill in. `channels` are those
    that are on; `language` is spoken to whoever has none. Bad rows are reported and skipped. The file is
    read in a thread of its own. Raises BadSheet, also for a file without a good row or with more than
    `most_rows`.
    """
    reader = _Reader(file, _carriers(channels), language, report, most_rows)
    with ThreadPoolExecutor(1, "recipient-list") as hand:
        loop = asyncio.get_running_loop()
        names = await loop.run_in_executor(hand, reader.names)
        lists, batches = RecipientLists(database), reader.batches()
        number = await lists.begin(name[:_LONGEST_NAME], names, by)
        try:
            found = Imported(number, names)
            while (batch := await loop.run_in_executor(hand, next, batches, None)) is not None:
                found = found.with_batch(batch, await lists.add(number, batch.rows))
                progress(batch.offset)
            _check_some(found)
            await lists.end(number, by)
        except BaseException:
            await loop.run_in_executor(hand, batches.close)
            await lists.drop(number)
            raise
    return found


def _check_some(found: Imported) -> None:
    if not found.addresses:
        raise BadSheet("no row has an address")


def _carriers(channels: Collection[str]) -> Mapping[str, str]:
    """Tell by which channel a column of addresses is reached: of those that are on, if one is."""
    found = {}
    for column, (kind, _) in _ADDRESSES.items():
        carriers = [channel for channel, its in KINDS.items() if its == kind]
        found[column] = next((each for each in carriers if each in channels), carriers[0])
    return found


class _Reader:
    """Reads a file in one thread."""

    def __init__(
        self, file: Path, carriers: Mapping[str, str], language: str, report: Report, most_rows: int
    ) -> None:
        self._file = file
        self._carriers = carriers
        self._language = language
        self._report = report
        self._most_rows = most_rows
        self._names: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """Read what the rows bring along to fill in; raises BadSheet."""
        header = read_header(self._file)
        if not any(column in header for column in _ADDRESSES):
            raise BadSheet(f"none of the columns {', '.join(_ADDRESSES)}")
        self._names = tuple(name for name in header if name not in _KNOWN and _NAME.fullmatch(name))
        return self._names

    def batches(self) -> Generator[Batch]:
        """Read the rows, some at a time."""
        with Seen() as seen:
            batch, number = Batch(), 0
            columns = (*_KNOWN, *self._names)
            for number, row in enumerate(read_sheet(self._file, (), columns, self._report), start=1):
                if number > self._most_rows:
                    raise BadSheet(f"more than {self._most_rows} rows")
                self._take(row, batch, seen)
                if number % BATCH == 0:
                    yield batch
                    batch = Batch(offset=batch.offset)
            batch.offset = self._file.stat().st_size
            yield batch

    def _take(self, row: Row | RowError, batch: Batch, seen: Seen) -> None:
        if isinstance(row, RowError):
            self._report(row)
            batch.bad += 1
            return
        batch.offset = row.offset
        cells = Cells(row, self._report)
        addresses = self._addresses(cells, row)
        language = cells.read("language", _language, "") if row.cells.get("language") else self._language
        fills = {name: cells.text(name, _LONGEST, required=False) for name in self._names}
        if not cells.good:
            batch.bad += 1
            return
        filled = {name: value for name, value in fills.items() if value}
        before = [seen.line_of(":".join(each)) for each in addresses]
        # Somebody who stands on two lines, each time with one more address, is one person.
        person = min(filter(None, before), default=row.line)
        for (channel, address), line in zip(addresses, before, strict=True):
            if not line:
                seen.add(f"{channel}:{address}", person)
                batch.rows.append(ListRow(channel, address, str(person), language, filled))
        batch.twice += sum(map(bool, before))

    def _addresses(self, cells: Cells, row: Row) -> Sequence[tuple[str, str]]:
        given = [column for column in _ADDRESSES if row.cells.get(column)]
        if not given:
            cells.wrong("", "no address")
        return [(self._carriers[column], cells.read(column, _ADDRESSES[column][1], "")) for column in given]


def _language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text.lower()):
        raise ValueError("not a language: write it, en, …")
    return text.lower()
