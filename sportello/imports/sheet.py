"""A CSV file as offices export it: read as a stream, in any common encoding, bad rows reported.

A row that cannot be read is reported and skipped; only a file whose header is wrong is refused.
"""

import csv
from codecs import getincrementaldecoder
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bot.errors import SportelloError

_CHUNK = 1 << 16
_LONGEST_ROW_IN_LINES = 20  # beyond that a quotation mark was left open


class BadSheet(SportelloError):  # noqa: N818 - it says what the file is
    """The file is none of ours: it is empty, or columns are missing."""


@dataclass(frozen=True, slots=True)
class RowError:
    """One reason why a row was skipped: the line of the file (from 1), the column, what to mend.

    It never carries the cell itself: reports travel further than registers. `column` is empty where the
    whole row is meant.
    """

    line: int
    column: str
    reason: str


Report = Callable[[RowError], None]


@dataclass(frozen=True, slots=True)
class Row:
    """A row by column names, with the line it began on and how far into the file it ends, in bytes."""

    line: int
    cells: Mapping[str, str]
    offset: int


@dataclass(frozen=True, slots=True)
class _Record:
    """The lines of one row, joined while a quotation mark is open."""

    line: int
    text: str
    offset: int


def read_sheet(
    path: Path, required: tuple[str, ...], optional: tuple[str, ...], report: Report
) -> Iterator[Row | RowError]:
    """Read the rows of a file one by one, in constant memory; blank lines are passed over.

    A row that cannot be taken apart comes as its RowError.

    Raises BadSheet before the first row if the header lacks a required column. Columns that nobody
    knows are reported on the header's line and passed over.
    """
    with path.open("rb") as file:
        encoding = _encoding(file)
        records = _records(_lines(file, encoding))
        header = next((record for record in records if record.text.strip()), None)
        if header is None:
            raise BadSheet("the file is empty")
        delimiter = _delimiter(header)
        columns = _columns(header, delimiter, required, optional, report)
        for record in records:
            if record.text.strip(" \t\r\n;,"):
                yield _row(record, columns, delimiter)


def read_header(path: Path) -> tuple[str, ...]:
    """Read the names of the columns of a file, for one in which a city chooses them; raises BadSheet."""
    with path.open("rb") as file:
        records = _records(_lines(file, _encoding(file)))
        header = next((record for record in records if record.text.strip()), None)
        if header is None:
            raise BadSheet("the file is empty")
        return tuple(_names(header, _delimiter(header)))


def _encoding(file: BinaryIO) -> str:
    """Tell UTF-8 (with or without a byte order mark) from the Windows code page of old exports."""
    decoder = getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        file.seek(0)
    return "utf-8-sig"


def _lines(file: BinaryIO, encoding: str) -> Iterator[_Record]:
    offset = 0
    raw_lines = iter(lambda: file.readline(_CHUNK), b"")
    for number, raw in enumerate(raw_lines, start=1):
        offset += len(raw)
        # Only the first line may open with the mark that "utf-8-sig" takes away.
        codec = encoding if number == 1 else encoding.removesuffix("-sig")
        yield _Record(number, raw.decode(codec, errors="replace"), offset)


def _records(lines: Iterator[_Record]) -> Iterator[_Record]:
    """Join the lines of a quoted cell; where a mark was left open, give its line up and go on after it."""
    ahead: deque[_Record] = deque()
    while first := (ahead.popleft() if ahead else next(lines, None)):
        parts = [first]
        while _is_open(parts) and len(parts) < _LONGEST_ROW_IN_LINES:
            more = ahead.popleft() if ahead else next(lines, None)
            if more is None:
                break
            parts.append(more)
        if _is_open(parts):
            ahead.extendleft(reversed(parts[1:]))
            parts = [first]
        yield _Record(first.line, "".join(part.text for part in parts), parts[-1].offset)


def _is_open(lines: list[_Record]) -> bool:
    return sum(line.text.count('"') for line in lines) % 2 == 1


def _split(text: str, delimiter: str) -> list[str]:
    return next(csv.reader([text.rstrip("\r\n")], delimiter=delimiter, strict=True), [])


def _delimiter(header: _Record) -> str:
    return ";" if header.text.count(";") > header.text.count(",") else ","


def _names(header: _Record, delimiter: str) -> list[str]:
    try:
        return [cell.strip().lower() for cell in _split(header.text, delimiter)]
    except csv.Error:
        raise BadSheet("the header leaves a quotation mark open") from None


def _columns(
    header: _Record, delimiter: str, required: tuple[str, ...], optional: tuple[str, ...], report: Report
) -> list[str]:
    columns = _names(header, delimiter)
    missing = [name for name in required if name not in columns]
    unknown = [name for name in columns if name not in (*required, *optional)]
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if missing or twice:
        parts = (("missing columns", missing), ("unknown columns", unknown), ("columns given twice", twice))
        raise BadSheet("; ".join(f"{what}: {', '.join(names)}" for what, names in parts if names))
    for name in unknown:
        report(RowError(header.line, name, "unknown column, passed over"))
    return columns


def _row(record: _Record, columns: list[str], delimiter: str) -> Row | RowError:
    try:
        cells = _split(record.text, delimiter)
    except csv.Error:
        return RowError(record.line, "", "a quotation mark is left open or misplaced")
    if len(cells) != len(columns):
        return RowError(record.line, "", f"{len(cells)} cells instead of {len(columns)}")
    tidy = {name: " ".join(cell.split()) for name, cell in zip(columns, cells, strict=True)}
    return Row(record.line, tidy, record.offset)
