"""What staff see of the certified mail that went out: how far each got, and the receipts that prove it."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.errors import BadRequest
from sportello.stores import visiting
from storage.outbox import PROVING
from storage.outgoing import SqlOutgoing
from storage.receipts import Kept, SqlReceipts

_SUMS = "SHA256SUMS"
_PROVEN = "verified"  # any other verdict stands in the name of the file


async def show_sent(limit: int) -> None:
    """Print what was sent, the latest first, and how many receipts speak of nothing that was."""
    with visiting() as database:
        found = await SqlOutgoing(database).latest(sorted(PROVING), limit)
        unmatched = sum((await SqlReceipts(database).count_unmatched()).values())
    if not found:
        typer.echo("No certified mail was sent.")
    else:
        table = Table("key", "queued", "to", "state", "since", "why", "receipts")
        for one in found:
            queued, since = (f"{moment:%d/%m/%Y %H:%M}" for moment in (one.created_at, one.updated_at))
            # Text: no markup of theirs
            table.add_row(
                one.key, queued, Text(one.address), one.status, since, Text(one.code), str(one.receipts)
            )
        Console().print(table)
    if unmatched:
        typer.echo(f"Receipts kept that speak of nothing sent from here: {unmatched}.")


async def write_proofs(key: str, folder: Path) -> None:
    """Write the receipts of a part into a folder, byte for byte, with a list that sha256sum checks.

    Raises BadRequest if there are none, and if the folder holds something already.
    """
    with visiting() as database:
        receipts = await SqlReceipts(database).of_part(key)
    if not receipts:
        raise BadRequest(f"No receipt is kept of {key}: `sportello pec sent` lists the keys.")
    _fill(folder, receipts)


def _fill(folder: Path, receipts: Sequence[Kept]) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise BadRequest(f"{folder} is not empty: name a new folder.")
    names = [_name(place, one) for place, one in enumerate(receipts, 1)]
    for name, one in zip(names, receipts, strict=True):
        _write(folder / name, one.raw)
        typer.echo(f"{one.sha256}  {name}  {one.verdict}  {one.at:%d/%m/%Y %H:%M:%S %z}")
    _write(folder / _SUMS, _sums(names, receipts))


def _name(place: int, receipt: Kept) -> str:
    kind = re.sub(r"[^a-z0-9-]", "", receipt.kind.lower()) or "receipt"
    return f"{place:02d}-{kind}{'' if receipt.verdict == _PROVEN else f'-{receipt.verdict}'}.eml"


def _sums(names: Sequence[str], receipts: Sequence[Kept]) -> bytes:
    lines = (f"{one.sha256}  {name}\n" for name, one in zip(names, receipts, strict=True))
    return "".join(lines).encode("ascii")


def _write(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read: it holds a citizen's mail."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
