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
PATIENCE: Final = 15.0  # seconds: a large file takes longer than anybody should look at a page that loads
_SHOWN: Final = 12  # faults of a file
_WORD: Final = re.compile(r"[a-z]+|[0-9]+")


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file: the list that it made, and what of it was not taken, in words."""

    id: int | None
    faults: Sequence[str] = ()


class Faults:
    """The first faults of a file, and how many there are."""

    def __init__(self) -> None:
        self.first: list[RowError] = []
        self.count = 0

    def __call__(self, fault: RowError) -> None:
        """Note a fault."""
        self.count += 1
        if len(self.first) < _SHOWN:
            self.first.append(fault)


@dataclass(slots=True)
class Loading:
    """A file that is being taken in, in whose words what comes of it is told."""

    name: str
    by: str
    task: asyncio.Task[Taken]


class Lists:
    """Takes files in; whoever brings one waits for `patience` seconds, and is told the rest later."""

    def __init__(
        self, database: Database, channels: Sequence[str], language: str, patience: float = PATIENCE
    ) -> None:
        self._database = database
        self._channels = channels
        self._language = language
        self._patience = patience
        self._late: list[Loading] = []

    async def take(self, given: web.FileField, by: str, words: DeskWords) -> Taken:
        """Take a file in as a list; rows that cannot be read are left out of it, and told."""
        name, folder = harmless(given.filename, ".csv"), TemporaryDirectory(prefix="sportello-")
        path = Path(folder.name) / "list.csv"
        await asyncio.to_thread(_kept, given, path)
        loading = Loading(name, by, asyncio.create_task(self._read(path, folder, name, by, words)))
        done, _ = await asyncio.wait([loading.task], timeout=self._patience)
        if done:
            return loading.task.result()
        self._late.append(loading)
        return Taken(None, [words("br-list-loading", name=name)])

    def told(self, by: str, words: DeskWords) -> Sequence[str]:
        """Tell somebody what came of the files that they did not wait for, once; and which are not in yet."""
        theirs = [each for each in self._late if each.by == by]
        self._late = [each for each in self._late if each.by != by or not each.task.done()]
        return [said for each in theirs for said in _news(each, words)]

    async def settle(self) -> None:
        """Wait until nothing is being taken in any more."""
        if self._late:
            await asyncio.wait([each.task for each in self._late])

    def stop(self) -> None:
        """Give up what is not in yet: a list that is not whole goes."""
        for each in self._late:
            each.task.cancel()

    async def _read(
        self, path: Path, folder: "TemporaryDirectory[str]", name: str, by: str, words: DeskWords
    ) -> Taken:
        faults = Faults()
        with folder:
            try:
                made = await import_list(
                    self._database,
                    path,
                    name,
                    by,
                    channels=self._channels,
                    language=self._language,
                    report=faults,
                    progress=_unseen,
                )
            except BadSheet as problem:
                return Taken(None, [words("br-error-sheet", name=name, what=_reason(str(problem), words))])
        return Taken(made.number, _said(made, faults, name, words) if made.bad else ())


def _news(loading: Loading, words: DeskWords) -> Sequence[str]:
    if not loading.task.done():
        return [words("br-list-loading", name=loading.name)]
    if loading.task.cancelled() or loading.task.exception():
        return [words("br-list-lost", name=loading.name)]
    return loading.task.result().faults or [words("br-list-ready", name=loading.name)]


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


def _said(made: Imported, faults: Faults, name: str, words: DeskWords) -> Sequence[str]:
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
            for each in faults.first
        ),
    ]
    more = faults.count - len(faults.first)
    return [*said, words("br-error-more", count=more)] if more else said
