"""One notice as staff look it up: what it is, what came in for it, and who is still to hear of it."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import sqlalchemy as sa
import typer

from bot.errors import BadRequest
from sportello.looked import PAYMENT, note_look
from sportello.payments_report import how_far, since
from sportello.payments_sheet import euro
from sportello.shortened import shortened
from sportello.stores import visiting
from sportello.terminal import line
from storage.notices import PaymentNotice, find_by_nav, notices_of
from storage.payment_hearing import Hearer, hearers
from storage.payment_lookup import Filed, evidence, filed

_DIGITS = re.compile(r"[0-3]\d{17}", re.ASCII)
_MOMENT = "%d/%m/%Y %H:%M:%S"


@dataclass(frozen=True, slots=True)
class _Known:
    """All that there is of a notice; `notice` is None where only receipts name it."""

    notice: PaymentNotice | None
    of_debt: Sequence[PaymentNotice]
    receipts: Sequence[Filed]
    hearers: Sequence[Hearer]


async def show(given: str) -> None:
    """Print a notice; BadRequest if neither a notice nor a receipt has that number."""
    nav = _nav(given)
    with visiting() as database:
        known = await database.reader.fetch(lambda connection: _look(connection, nav))
        await note_look(database, PAYMENT, nav[-4:], [one.lane for one in known.hearers])
    if known.notice is None and not known.receipts:
        raise BadRequest(f"there is no notice {nav}, and no receipt that names it")
    typer.echo(f"notice: {nav}")
    for name, value in _lines(known):
        if value:
            typer.echo(f"{name}: {line(value)}")


def _nav(given: str) -> str:
    """Read eighteen digits, in groups or not; their check is not looked at: a receipt may have it wrong."""
    nav = re.sub(r"[\s.-]", "", given)
    if not _DIGITS.fullmatch(nav):
        raise BadRequest(f"{line(given)} is no notice number: it has eighteen digits")
    return nav


def _look(connection: sa.Connection, nav: str) -> _Known:
    notice = find_by_nav(connection, nav)
    others = [] if notice is None else notices_of(connection, notice.service, notice.reference)
    return _Known(notice, others, filed(connection, nav), hearers(connection, nav))


def _lines(known: _Known) -> Iterator[tuple[str, str]]:
    if known.notice is None:
        yield "state", "no notice of ours has this number"
    else:
        yield from _of_notice(known.notice)
    for other in known.of_debt:
        if other != known.notice:
            yield "other notice of the debt", f"{other.nav}, {other.option}, {other.status.value}"
    for receipt in known.receipts:
        paid = f"euro {euro(receipt.amount_cents)} on {receipt.paid_at:{_MOMENT}}"
        yield "receipt", f"{receipt.receipt_id}: {receipt.settled}, {paid}, by {receipt.psp}"
        yield "  came", f"{receipt.arrived_at:{_MOMENT}}, by {receipt.way}, sha-256 {receipt.sha256}"
    for one in known.hearers:
        yield "told", f"{shortened(one.lane)}: {how_far(one)} since {since(one)}"


def _of_notice(one: PaymentNotice) -> Iterator[tuple[str, str]]:
    yield "debt", f"{one.service or 'imported'}, {one.reference}"
    yield "option", one.option
    yield "subject", one.subject
    yield "amount", f"euro {euro(one.amount_cents)}"
    yield "state", one.status.value
    yield "issued", f"{one.made_at:{_MOMENT}}"
    yield "due on", f"{one.due_on:%d/%m/%Y}" if one.due_on else ""
    yield "payable until", f"{one.payable_until:%d/%m/%Y}" if one.payable_until else ""
    yield "paid", f"{one.paid_at:{_MOMENT}}" if one.paid_at else ""


async def write_original(receipt_id: str, file: Path) -> None:
    """Write the bytes of a receipt as they came, for their owner alone to read.

    BadRequest if there is no such receipt, or the file is there already.
    """
    with visiting() as database:
        found = await database.reader.fetch(lambda connection: evidence(connection, receipt_id))
    if found is None:
        raise BadRequest(f"there is no receipt {line(receipt_id)}")
    receipt, content = found
    if sha256(content).hexdigest() != receipt.sha256:
        raise BadRequest(
            f"the bytes of receipt {line(receipt_id)} are not those that came: nothing was written"
        )
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(content)
    except FileExistsError:
        raise BadRequest(f"{file} is there already") from None
    except OSError as problem:
        raise BadRequest(f"cannot write {file}: {problem.strerror}") from None
    typer.echo(f"{receipt.sha256}  {file}")
