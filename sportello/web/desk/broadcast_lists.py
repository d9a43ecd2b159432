"""Lists of recipients that come to the desk as files: what is wrong is told by line and column."""

import asyncio
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from aiohttp import web

from sportello.imports.recipient_lists import Imported, import_list
from sportello.imports.sheet import BadSheet, RowError
from sportello.web.desk.uploads import harmless
from sportello.web.desk.wording import DeskWords
from storage.database import Database

ROOM: Final = 40 * 1000 * 1000  # bytes of a post with two files of 200,000 rows
_SHOWN: Final = 12  # faults of a file
_WORD: Final = re.compile(r"[a-z]+|[0-9]+")


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file: the list that it made, and what of it was not taken, in words."""

    id: int | None
    faults: Sequence[str] = ()


class Lists:
    """Takes files in."""

    def __init__(self, database: Database, channels: Sequence[str], language: str) -> None:
        self._database = database
        self._channels = channels
        self._language = language

    async def take(self, given: web.FileField, by: str, words: DeskWords) -> Taken:
        """Take a file in as a list; rows that cannot be read are left out of it, and told."""
        name = harmless(given.filename, ".csv")
        faults: list[RowError] = []
        with TemporaryDirectory(prefix="sportello-") as folder:
            path = Path(folder) / "list.csv"
            await asyncio.to_thread(_kept, given, path)
            try:
                made = await import_list(
                    self._database,
                    path,
                    name,
                    by,
                    channels=self._channels,
                    language=self._language,
                    report=faults.append,
                    progress=_unseen,
                )
            except BadSheet as problem:
                return Taken(None, [words("br-error-sheet", name=name, what=_reason(str(problem), words))])
        return Taken(made.number, _said(made, faults, name, words) if made.bad else ())


def _kept(given: web.FileField, path: Path) -> None:
    with given.file as stream, path.open("wb") as file:
        shutil.copyfileobj(stream, file)


def _reason(reason: str, words: DeskWords) -> str:
    """Say a reason of the importers in the reader's language, by its first words; an unknown one as it is."""
    plain = [each for each in _WORD.findall(reason.casefold()) if not each.isdigit()]
    keys = (f"br-row-{'-'.join(plain[:length])}" for length in (3, 2, 1))
    return next((words(key) for key in keys if words.has(key)), reason)


def _unseen(_: int) -> None:
    """Nobody looks on."""


def _said(made: Imported, faults: Sequence[RowError], name: str, words: DeskWords) -> Sequence[str]:
    counts = {"addresses": made.addresses, "twice": made.twice, "bad": made.bad}
    said = [
        words("br-error-taken", name=name, **counts),
        *(
            words(
                "br-error-file",
                name=name,
                line=each.line,
                column=each.column or "–",
                what=_reason(each.reason, words),
            )
            for each in faults[:_SHOWN]
        ),
    ]
    more = len(faults) - _SHOWN
    return [*said, words("br-error-more", count=more)] if more > 0 else said
