"""Who has asked for alerts elsewhere: addresses, topics and zones, and where the proof of it is kept."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from secrets import token_hex
from types import MappingProxyType
from typing import Final, TypeVar

import phonenumbers

from bot.values import Email, Phone
from bot.values.value import Reading
from sportello.imports.batches import Batch, Layout, Progress, read_batches
from sportello.imports.cells import Cells
from sportello.imports.counts import Counts
from sportello.imports.sheet import Report, RowError
from storage.consents import IMPORTED
from storage.database import Database
from storage.subscriber_writes import SIGN_UP, Came, SignUp
from storage.topics import KNOWN, Topic
from storage.zones import Zone, list_zones, zones_called

T = TypeVar("T")
Line = tuple[int, SignUp]  # the line of the file, and who stands on it

NETWORKS: Final = MappingProxyType({"telegram": "telegram", "email": "email", "phone": "sms"})
_SHORT, _LONG = 100, 500
_LANGUAGES: Final = ("it", "en")
_ANY_DAY: Final = Reading(date.min)
_OF_A_HOUSE: Final = frozenset({phonenumbers.PhoneNumberType.FIXED_LINE, phonenumbers.PhoneNumberType.VOIP})
_DECLINED: Final = "they have taken it back here themselves: only they can ask for it again"
_LARGEST_ID: Final = 2**52  # https://core.telegram.org/bots/api#chat: at most 52 significant bits


def _phone(text: str) -> str:
    number = Phone.parse(text, _ANY_DAY).e164
    if phonenumbers.number_type(phonenumbers.parse(number)) in _OF_A_HOUSE:
        raise ValueError("gets no SMS: not a mobile number")
    return number


def _email(text: str) -> str:
    return Email.parse(text, _ANY_DAY).address


def _telegram(text: str) -> str:
    if not (text.isascii() and text.isdigit()) or not 0 < int(text) < _LARGEST_ID:
        raise ValueError("not the number of a Telegram chat")
    return text


_ADDRESSES: Final[Mapping[str, Callable[[str], str]]] = {
    "telegram": _telegram,
    "email": _email,
    "phone": _phone,
}


def address_read(column: str, text: str) -> str:
    """Read an address of a kind ("phone", "email", "telegram"); raises WrongAnswer or ValueError (why)."""
    return _ADDRESSES[column](text)


def _language(text: str) -> str:
    if text.lower() not in _LANGUAGES:
        raise ValueError(f"none of {', '.join(_LANGUAGES)}")
    return text.lower()


def _topics(text: str) -> tuple[str, ...]:
    named = {name.strip().lower() for name in text.split(";")} - {""}
    if strangers := named - KNOWN.keys():
        raise ValueError(f"{len(strangers)} of them none of {', '.join(KNOWN)}")
    return tuple(topic.value for topic in Topic if topic.value in named)


def _zones(text: str, known: Sequence[Zone]) -> tuple[str, ...]:
    named = [name.strip() for name in text.split(";") if name.strip()]
    found = [zones_called(known, name) for name in named]
    if strangers := sum(len(codes) != 1 for codes in found):
        raise ValueError(f"{strangers} of them no zone of the city")
    return tuple(dict.fromkeys(code for codes in found for code in codes))


class _Reader:
    """Reads rows, once the zones and the moment of the import are known."""

    def __init__(self, zones: Sequence[Zone], ways: Mapping[str, str], source: str, now: datetime) -> None:
        self._zones = zones
        self._ways = ways
        self._source = source
        self._now = now

    def read(self, cells: Cells) -> Line:
        """Read one."""
        lanes = tuple(filter(None, (self._lane(cells, column) for column in _ADDRESSES)))
        if cells.good and not lanes:
            cells.wrong("", "no address: fill in phone, email or telegram")
        return cells.line, SignUp(
            lanes,
            _given(cells, "language", _language, "it"),
            cells.read("topics", _topics, ()),
            _given(cells, "zones", partial(_zones, known=self._zones), ()),
            self._source,
            IMPORTED,
            cells.text("proof", _LONG),
            self._since(cells),
            token_hex(8) if len(lanes) > 1 else "",
        )

    def _lane(self, cells: Cells, column: str) -> str:
        address = _given(cells, column, partial(address_read, column), "")
        return f"{self._ways[column]}:{address}" if address else ""

    def _since(self, cells: Cells) -> datetime:
        day = cells.day_or_none("since")
        if day is None:
            return self._now
        if day > self._now.date():
            cells.wrong("since", "a day to come")
        return datetime.combine(day, time(12), self._now.tzinfo)


def _given(cells: Cells, column: str, parse: Callable[[str], T], fallback: T) -> T:
    return cells.read(column, parse, fallback) if cells.text(column, _SHORT, required=False) else fallback


def _layout(reader: _Reader) -> Layout[Line]:
    return Layout(
        required=("topics", "proof"),
        optional=("phone", "email", "telegram", "language", "zones", "since"),
        read=reader.read,
        key_column="",
        key=lambda line: line[1].lanes[0] if line[1].lanes else f"line {line[0]}",
    )


async def import_subscribers(
    database: Database,
    path: Path,
    *,
    report: Report,
    progress: Progress,
    ways: Mapping[str, str] = NETWORKS,
) -> Counts:
    """Sign people up from a file, each with the proof of their consent; what they get already stays.

    Who has taken back here what the file says is told as a bad row. `ways` are the channels of the columns.
    """
    zones = await database.reader.fetch(list_zones)
    layout = _layout(_Reader(zones, ways, path.name, database.clock()))
    counts = Counts()
    with closing(read_batches(path, layout, report)) as batches:
        for batch in batches:
            counts += await _brought(database, batch, report)
            progress(batch.offset)
    return counts


async def _brought(database: Database, batch: Batch[Line], report: Report) -> Counts:
    came = await database.writer.submit(SIGN_UP, [given for _, given in batch.good])
    for (line, _), each in zip(batch.good, came, strict=True):
        if each is Came.DECLINED:
            report(RowError(line, "topics", _DECLINED))
    told = {each: came.count(each) for each in Came}
    return Counts(told[Came.NEW], told[Came.CHANGED], told[Came.SAME], batch.bad + told[Came.DECLINED])
