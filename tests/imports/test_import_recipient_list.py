"""A list of recipients comes in whole or not at all; what is wrong in it is told by line and column."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import copy

import pytest
import sqlalchemy as sa

from sportello.imports.recipient_lists import Imported, import_list
from sportello.imports.sheet import BadSheet, RowError
from storage import schema
from storage.broadcast_rows import recipient_list, recipient_list_row
from storage.database import Database, open_database
from storage.recipient_lists import RecipientLists
from tests.clock import Ticker


class Run:
    """An import whose reports are kept."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.lists = database, RecipientLists(database)
        self.reports: list[RowError] = []
        self.reached: list[int] = []
        self._file = folder / "list.csv"

    async def file(
        self, *lines: str, channels: Sequence[str] = ("sms", "email", "telegram"), most_rows: int = 9_999
    ) -> Imported:
        self._file.write_text("\n".join(lines), encoding="utf-8")
        return await import_list(
            self.database,
            self._file,
            "Scuole",
            "anna",
            channels=channels,
            language="it",
            report=self.reports.append,
            progress=self.reached.append,
            most_rows=most_rows,
        )

    async def rows(self) -> list[str]:
        """What is kept: a person, an address, its language, and what fills the text in."""
        row = recipient_list_row.c
        columns = (row.person, row.channel, row.address, row.language, row.fills)
        found = await self.database.reader.fetch(
            lambda connection: connection.execute(sa.select(*columns).order_by(row.id)).all()
        )
        return [" ".join(each).strip() for each in found]

    async def heads(self) -> int:
        return await self.database.reader.fetch(
            lambda connection: connection.scalar(sa.select(sa.func.count()).select_from(recipient_list)) or 0
        )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database without a row."""
    file = tmp_path_factory.mktemp("made") / "sportello.db"
    schema.create(f"sqlite:///{file}")
    return file


@pytest.fixture
def database(made: Path, tmp_path: Path) -> Iterator[Database]:
    """What is kept is the same on every engine: tests/storage/test_recipient_lists.py sees to it."""
    copy(made, tmp_path / "sportello.db")
    opened = open_database(f"sqlite:///{tmp_path / 'sportello.db'}", clock=Ticker(), owner="test")
    yield opened
    opened.close()


@pytest.fixture
def run(database: Database, tmp_path: Path) -> Run:
    return Run(database, tmp_path)


async def test_a_file_becomes_a_list(run: Run) -> None:
    found = await run.file(
        "Phone;Email;Language;Nome", "333 1234567;a@example.org;en;Anna", "+393331234568;;;"
    )
    assert found == Imported(1, ("nome",), addresses=3)
    assert await run.rows() == [
        '1-2 email a@example.org en {"nome":"Anna"}',
        '1-2 sms +393331234567 en {"nome":"Anna"}',
        "1-3 sms +393331234568 it",
    ]
    (made,) = await run.lists.all()
    assert (made.id, made.name, made.names, made.made_by, made.addresses) == (
        1,
        "Scuole",
        ("nome",),
        "anna",
        3,
    )
    assert await run.lists.one(1) == made
    assert (run.reports, run.reached) == ([], [run.reached[0]])


async def test_it_may_hold_chats_and_nothing_else(run: Run) -> None:
    await run.file("telegram", "700100200")
    assert await run.rows() == ["1-2 telegram 700100200 it"]


async def test_while_trying_its_addresses_are_those_of_the_networks_played(run: Run) -> None:
    await run.file("phone,email,telegram", "3331234567,a@example.org,7", channels=("try-sms", "try-chat"))
    assert await run.rows() == [
        "1-2 try-chat 7 it",
        "1-2 email a@example.org it",
        "1-2 try-sms +393331234567 it",
    ]


TWICE = {
    "one address twice": (["3331234567,", "+39 333 1234567,"], ["1-2 sms +393331234567 it"], 1),
    "a person on two lines, with an address more": (
        ["3331234567,", "3331234567,a@example.org", ",a@example.org"],
        ["1-2 sms +393331234567 it", "1-2 email a@example.org it"],
        2,
    ),
}


@pytest.mark.parametrize(("lines", "expected", "twice"), TWICE.values(), ids=TWICE.keys())
async def test_an_address_counts_once(run: Run, lines: list[str], expected: list[str], twice: int) -> None:
    found = await run.file("phone,email", *lines)
    assert await run.rows() == expected
    assert (found.addresses, found.twice, found.bad) == (len(expected), twice, 0)


BAD = {
    "no telephone number": ("12,,,", [("phone", "not readable")]),
    "no mail address": (",anna,,", [("email", "not readable")]),
    "a group": (",,-100200,", [("telegram", "not the number of a chat with one person")]),
    "no language": ("3331234567,,,italiano", [("language", "not a language: write it, en, …")]),
    "no address": (",,,en", [("", "no address")]),
    "two things at once": ("12,anna,,", [("email", "not readable"), ("phone", "not readable")]),
    "a cell too many": ("3331234567,,,,", [("", "5 cells instead of 4")]),
}


@pytest.mark.parametrize(("line", "reports"), BAD.values(), ids=BAD.keys())
async def test_a_bad_row_is_told_and_passed_over(run: Run, line: str, reports: list[tuple[str, str]]) -> None:
    found = await run.file("phone,email,telegram,language", line, "3331234567,,,")
    assert run.reports == [RowError(2, column, reason) for column, reason in reports]
    assert (found.addresses, found.bad) == (1, 1)


async def test_a_column_that_no_text_could_name_is_told_and_passed_over(run: Run) -> None:
    found = await run.file("phone,via e numero,età", "3331234567,x,9")
    assert found.names == ("età",)
    assert run.reports == [RowError(1, "via e numero", "unknown column, passed over")]


async def test_a_long_file_comes_in_some_rows_at_a_time(run: Run) -> None:
    found = await run.file("telegram", *map(str, range(1, 2501)))
    assert found.addresses == 2500
    assert len(run.reached) == 3
    assert run.reached == sorted(run.reached)


REFUSED = {
    "an empty file": ([], "the file is empty"),
    "no column of addresses": (["nome", "Anna"], "none of the columns telegram, email, phone"),
    "a column twice": (["phone,phone", "1,2"], "columns given twice: phone"),
    "no good row": (["phone", "12"], "no row has an address"),
    "no row": (["phone"], "no row has an address"),
    "too many rows": (["telegram", "1", "2", "3"], "more than 2 rows"),
}


@pytest.mark.parametrize(("lines", "reason"), REFUSED.values(), ids=REFUSED.keys())
async def test_a_file_that_is_none_leaves_nothing(run: Run, lines: list[str], reason: str) -> None:
    with pytest.raises(BadSheet, match=reason):
        await run.file(*lines, most_rows=2)
    assert (await run.rows(), await run.heads()) == ([], 0)
