"""What the counter does about who acts for whom, and about a citizen's conversations: noted by name."""

from datetime import date, datetime, time, timedelta
from secrets import token_hex

import typer
from rich.console import Console
from rich.table import Table

from bot.errors import BadRequest
from sportello.credentials_office import Office, office
from storage.behalf import DELEGATE, GUARDIAN, OPERATOR, Mandate, SqlMandates
from storage.locking import LOCK_ALL
from storage.passwords import Passwords
from storage.pins import SqlPins

_IN_FRONT = timedelta(minutes=30)  # an operator acts for who stands before them, and no longer
_BY_HAND = (DELEGATE, GUARDIAN)


async def show_mandates() -> None:
    """Print the latest mandates by their ids: nobody's name."""
    with office() as here:
        found, now = await SqlMandates(here.database).latest(), here.database.clock()
    if not found:
        typer.echo("There are no mandates.")
        return
    table = Table("mandate", "kind", "agent", "for", "in", "until", "state", "by", "evidence")
    for one in found:
        limits = " ".join(one.services) or "all", f"{one.last_day:%d/%m/%Y}", _state(one, now)
        table.add_row(one.id, one.kind, one.agent, one.principal, *limits, one.made_by, one.evidence)
    Console().print(table)


def _state(one: Mandate, now: datetime) -> str:
    if one.revoked_at:
        return "revoked"
    if one.lives(now):
        return "lives"
    return "waits" if one.waits(now) else "over"


async def add_mandate(
    agent: str, principal: str, kind: str, until: date, evidence: str, by: str | None
) -> None:
    """Write down a mandate whose paper was seen; BadRequest for what cannot be one."""
    with office(by) as here:
        now = here.database.clock()
        if kind not in _BY_HAND:
            raise BadRequest(f"the kind is one of {', '.join(_BY_HAND)}")
        if not evidence.strip():
            raise BadRequest("say by what: the reference of the scan, or of the registered message")
        if until < now.date():
            raise BadRequest("this day is past")
        end = datetime.combine(until + timedelta(days=1), time(), now.tzinfo)
        made = await _write(here, (agent, principal), kind, end, evidence)
    typer.echo(f"Written down as {made.id}: the agent logs in and writes AGISCO.")


async def act_in_front(operator: str, principal: str, reason: str, by: str | None) -> None:
    """Let an operator act for the citizen who is in front of them, for half an hour."""
    with office(by) as here:
        if not reason.strip():
            raise BadRequest("say why: what the citizen in front of you asks for")
        end = here.database.clock() + _IN_FRONT
        made = await _write(here, (operator, principal), OPERATOR, end, reason)
    typer.echo(f"Until {end:%H:%M} ({made.id}): write AGISCO from your own conversation.")


async def _write(here: Office, sides: tuple[str, str], kind: str, end: datetime, evidence: str) -> Mandate:
    agent, principal = [await here.known(side) for side in sides]
    if agent.id == principal.id:
        raise BadRequest("nobody has a mandate from themselves")
    now, number = here.database.clock(), token_hex(8)
    made = Mandate(
        number, agent.id, principal.id, kind, (), now, end, now, here.by, evidence.strip(), accepted_at=now
    )
    await SqlMandates(here.database).write(made)
    return made


async def revoke(number: str, by: str | None) -> None:
    """End a mandate at once; BadRequest if there is none that has not ended."""
    with office(by) as here:
        if not await SqlMandates(here.database).strike(number, here.by):
            raise BadRequest("there is no such mandate, or it has ended")
    typer.echo("Revoked: whoever acts by it does so no more.")


async def lock_contacts(fiscal_code: str, by: str | None) -> None:
    """Take all of a citizen's conversations away from them, who are told there."""
    with office(by) as here:
        citizen = await here.known(fiscal_code)
        count = await here.database.writer.submit(LOCK_ALL, (citizen.id, here.by))
    typer.echo(f"Locked: {count}. Each is linked again by a new login.")


async def drop_pin(fiscal_code: str, by: str | None) -> None:
    """Take away the PIN of a citizen whose document was checked; BadRequest if there is none."""
    with office(by) as here:
        citizen = await here.known(fiscal_code)
        pins = SqlPins(here.database, here.credentials.keyring, Passwords())
        if not await pins.drop(citizen.id, here.by):
            raise BadRequest("this citizen has no PIN")
    typer.echo("The PIN is gone: the citizen may choose another by writing PIN.")
