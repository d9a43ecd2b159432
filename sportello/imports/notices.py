"""Payment notices that another system has printed, for any debt: from now on they are ours to answer for."""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from secrets import token_urlsafe

from bot.values.fine_number import FineNumber
from bot.values.fiscal_code import FiscalCode
from bot.values.notice_number import NoticeNumber
from bot.values.value import Reading
from sportello.imports.batches import Batch, Layout, Progress, read_batches
from sportello.imports.cells import Cells
from sportello.imports.counts import Counts
from sportello.imports.sheet import Report, RowError
from storage.database import Database
from storage.fines import FINES_SERVICE
from storage.paper_notices import ISSUE, Issued, PaperNotice

_READING = Reading(today=date.min)  # numbers mean the same on every day
_LONGEST, _LONGEST_SUBJECT = 100, 140  # a causale: pagoPA, Specifiche attuative dei codici identificativi
_TOKEN_BYTES = 12
_CATEGORY = re.compile(r"[0-9]/[0-9]{7}(?:IM|TS|SP|SA|AP)/")
_SERVICE = re.compile(r"[a-z][a-z_]*")

_REASONS = {
    Issued.TAKEN: ("nav", "the number of another debt"),
    Issued.NO_FINE: ("reference", "no such fine: import the fines first"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A notice and the line that it begins on, should it be refused where it is written."""

    number: int
    paper: PaperNotice


def _nav(text: str) -> str:
    return NoticeNumber.parse(text, _READING).digits


def _subject(text: str) -> str:
    if next(FiscalCode.find(text, _READING), None) is not None:
        raise ValueError("holds a fiscal code: whoever pays or is paid would read a personal datum")
    return text


def _category(text: str) -> str:
    if not _CATEGORY.fullmatch(text):
        raise ValueError("not a code of the taxonomy, such as 9/0102100SA/")
    return text


def _service(text: str) -> str:
    if not _SERVICE.fullmatch(text):
        raise ValueError("not the name of a service")
    return text


def _fine(text: str) -> str:
    return FineNumber.parse(text, _READING).text


def _read(cells: Cells) -> Line:
    service = cells.text("service", _LONGEST, required=False)
    reference = cells.text("reference", _LONGEST, required=False)
    subject = cells.text("subject", _LONGEST_SUBJECT)
    paper = PaperNotice(
        nav=cells.read("nav", _nav, ""),
        service=cells.read("service", _service, "") if service else "",
        reference=cells.read("reference", _fine, "") if service == FINES_SERVICE else reference,
        option=cells.text("option", _LONGEST, required=False),
        subject=cells.read("subject", _subject, "") if subject else "",
        category=cells.read("category", _category, ""),
        amount_cents=cells.cents("amount_cents"),
        due_on=cells.day_or_none("due_on"),
        payable_until=cells.day_or_none("payable_until"),
        token="",
    )
    if cells.good:
        _compare(paper, cells)
    return Line(cells.line, paper)


def _compare(paper: PaperNotice, cells: Cells) -> None:
    """Check what the cells say of each other."""
    if paper.amount_cents == 0:
        cells.wrong("amount_cents", "nothing to pay")
    if paper.service and not paper.reference:
        cells.wrong("reference", "empty")
    if paper.due_on and paper.payable_until and paper.payable_until < paper.due_on:
        cells.wrong("payable_until", "before due_on")


NOTICES = Layout(
    required=("nav", "subject", "category", "amount_cents", "due_on", "payable_until"),
    optional=("service", "reference", "option"),
    read=_read,
    key_column="nav",
    key=lambda line: line.paper.nav,
)


async def import_notices(database: Database, path: Path, *, report: Report, progress: Progress) -> Counts:
    """Take in a file of notices, as import_fines does; one that is paid or annulled here stays so.

    A row is also refused if its number is that of another debt, or its fine is not in the register.
    """
    counts = Counts()
    with closing(read_batches(path, NOTICES, report)) as batches:
        for batch in batches:
            papers = [replace(line.paper, token=token_urlsafe(_TOKEN_BYTES)) for line in batch.good]
            issued = await database.writer.submit(ISSUE, papers)
            for error in _refused(batch.good, issued):
                report(error)
            counts += _count(batch, issued)
            progress(batch.offset)
    return counts


def _refused(lines: Sequence[Line], issued: Sequence[Issued]) -> Iterator[RowError]:
    for line, became in zip(lines, issued, strict=True):
        if became in _REASONS:
            yield RowError(line.number, *_REASONS[became])


def _count(batch: Batch[Line], issued: Sequence[Issued]) -> Counts:
    return Counts(
        new=issued.count(Issued.NEW),
        changed=issued.count(Issued.CHANGED),
        same=issued.count(Issued.SAME) + issued.count(Issued.CLOSED),
        bad=batch.bad + sum(issued.count(reason) for reason in _REASONS),
    )
