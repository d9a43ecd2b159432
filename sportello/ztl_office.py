"""Permits as staff see them at a terminal: listed, shown, revoked, and what the gates are told."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import typer

from bot.errors import BadRequest
from sportello.credentials_office import user, write_new
from sportello.gate_words import csv_of, json_of
from sportello.imports.batches import Progress
from sportello.imports.counts import Counts
from sportello.imports.permits import import_permits
from sportello.imports.sheet import Report
from sportello.keys import keyring_of
from sportello.needs import permit_terms
from sportello.settings import load
from sportello.stores import visiting
from sportello.terminal import line
from storage.access_log import Access, SqlAccessLog
from storage.citizens import SqlCitizens, called, nobody_new
from storage.database import Database
from storage.gates import LetGo, SqlGates
from storage.permits import Ended, Permit, PermitState, SqlPermits


@dataclass(frozen=True, slots=True)
class ZtlCounter:
    """The store as the desk has it."""

    database: Database
    permits: SqlPermits
    gates: SqlGates

    async def find(self, number: str) -> Permit:
        """Find a permit; raises BadRequest."""
        found = await self.permits.one(number.strip())
        if found is None:
            raise BadRequest(f"no permit {line(number)}")
        return found


@contextmanager
def ztl_counter() -> Iterator[ZtlCounter]:
    """Open the store of this folder's settings for a command."""
    with visiting() as database:
        yield ZtlCounter(database, SqlPermits(database), SqlGates(database))


async def list_all(plate: str, most: int) -> None:
    """Print a line for each permit, the newest first."""
    with ztl_counter() as here:
        found = await (here.permits.by_plate(plate) if plate else here.permits.latest(most))
        for each in found[:most]:
            until = each.valid_until.isoformat() if each.valid_until else "-"
            typer.echo(f"{each.number:>12}  {each.kind:13}  {each.zone:12}  {until:10}  {each.state.value}")


async def show_one(number: str, by: str | None) -> None:
    """Print all that is kept of a permit, and note first that somebody looked."""
    with ztl_counter() as here:
        found = await here.find(number)
        keyring = keyring_of(load(os.environ, Path.cwd()))
        holder = await SqlCitizens(here.database, keyring, nobody_new).by_id(found.citizen)
        if found.citizen:
            seen = Access(found.citizen, by or user(), "permit-shown", found.number)
            await SqlAccessLog(here.database).note(seen)
        facts = {
            "number": found.number,
            "kind": found.kind,
            "holder": called(holder) if holder else "-",
            "plates": ", ".join(found.plates),
            "zone": found.zone.replace(",", ", "),
            "address": found.address or "-",
            "car": str(found.rank),
            "valid": f"{found.valid_from} - {found.valid_until or ''}".rstrip(),
            "state": _standing(found),
            "replaces": found.replaces or "-",
            "replaced by": found.replaced_by or "-",
            "request": found.request or "-",
            "reason": found.reason or "-",
        }
        for name, value in facts.items():
            typer.echo(f"{name:>12}: {value}")


def _standing(found: Permit) -> str:
    if found.state is PermitState.PENDING_PAYMENT:
        return f"to be paid by {found.pay_by}"
    if found.ended is not None and found.ended_at is not None:
        return f"revoked on {found.ended_at:%Y-%m-%d} ({found.ended.value}, {found.ended_by})"
    return str(found.state.value)


async def revoke_one(number: str, reason: str, by: str | None) -> None:
    """Revoke a permit; BadRequest without a reason, or if it is revoked."""
    if not reason.strip():
        raise BadRequest("say why: --reason")
    with ztl_counter() as here:
        found = await here.find(number)
        gone = await here.permits.revoke(found.number, Ended.REVOKED, by=by or user(), reason=reason.strip())
        if gone is None:
            raise BadRequest(f"permit {found.number} is revoked already")
        typer.echo(f"permit {gone.number} is revoked")


async def check_plate(plate: str, zone: str) -> bool:
    """Print where a plate may pass today; whether it may."""
    with ztl_counter() as here:
        found = [each for each in await here.gates.passes(plate) if zone in ("", each.zone)]
        for each in found:
            until = f"until {each.valid_until}" if each.valid_until else "without an end"
            typer.echo(f"{each.zone}: {until} (permit {each.permit})")
        if not found:
            typer.echo("no valid permit")
        return bool(found)


async def write_whitelist(out: Path | None) -> None:
    """Write the list to a new file, or print it; on the error output the number of its last change."""
    with ztl_counter() as here:
        found = await here.gates.whitelist()
        text = csv_of(found.entries)
        if out is None:
            typer.echo(text, nl=False)
        else:
            write_new(out, text.encode())
        typer.echo(f"{len(found.entries)} entries, up to change {found.last}", err=True)


async def print_changes(after: int) -> None:
    """Print the changes after a number; BadRequest where some are kept no more."""
    with ztl_counter() as here:
        while True:
            try:
                found = await here.gates.changes(after)
            except LetGo:
                raise BadRequest(f"not all changes after {after} are kept: take the whole list") from None
            for each in found:
                typer.echo(json_of(each))
            if not found:
                return
            after = found[-1].number


async def bring_permits(
    database: Database, path: Path, *, report: Report, progress: Progress, dry: bool = False
) -> Counts:
    """Import permits by the settings of this folder, whose keys seal who holds them."""
    from secrets import token_hex

    settings = load(os.environ, Path.cwd())
    citizens = SqlCitizens(database, keyring_of(settings), lambda: token_hex(12))
    terms = permit_terms(settings)
    return await import_permits(database, citizens, terms, path, report=report, progress=progress, dry=dry)
