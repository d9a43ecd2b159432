"""What the counter does for a citizen who stands before it: the letter with the link, lock and unlock."""

from pathlib import Path

import typer

from bot.errors import BadRequest, WrongAnswer
from bot.values import FiscalCode, PersonName
from bot.values.value import Reading
from handlers.get_credentials.names import parted
from platforms.paper.activation import ActivationLetter, letter_pdf
from sportello.credentials_office import Office, office, write_new
from storage.barring import SqlBarring
from storage.citizens import Citizen


async def write_letter(fiscal_code: str, name: str, surname: str, out: Path, by: str | None) -> None:
    """Print the letter for a citizen whose document was checked; BadRequest if the names are not the code's.

    The file is opened before the link is made: what cannot be written ends no link.
    """
    with office(by, giving=True) as here:
        person = _person(fiscal_code, name, surname, here)
        write_new(out, b"")
        citizen = await here.made_known(person)
        given = await here.hand_over(citizen, "letter")
        now = here.database.clock()
        letter = ActivationLetter(
            city=here.settings.city.name,
            holder=f"{citizen.name} {citizen.surname}",
            username=given.username,
            url=given.url,
            until=given.until,
            printed_at=now,
            by=here.by,
            recovery=given.recovery,
        )
        out.write_bytes(letter_pdf(letter))  # noqa: ASYNC240 - a command, with nothing else to do
    typer.echo(f"{out}: hand it over and delete the file; the link works until {given.until:%d/%m/%Y %H:%M}.")


def _person(fiscal_code: str, name: str, surname: str, here: Office) -> Citizen:
    reading = Reading(here.database.clock().date())
    try:
        code = FiscalCode.parse(fiscal_code, reading)
        given, family = PersonName.parse(name, reading).text, PersonName.parse(surname, reading).text
    except WrongAnswer:
        raise BadRequest("the fiscal code or a name is written wrongly") from None
    if not code.is_person or parted(PersonName(f"{given} {family}"), code) is None:
        raise BadRequest("this fiscal code is not of somebody of that name: check the document")
    return Citizen("", code.text, given, family)


async def lock(named: str, by: str | None) -> None:
    """Lock, by fiscal code or username; BadRequest if there is nothing to lock."""
    with office(by) as here:
        citizen = await here.holder(named)
        if not await SqlBarring(here.database).bar(citizen.id, here.by):
            raise BadRequest("this citizen has no credentials")
    typer.echo("Locked: nothing opens these credentials, and their links have ended.")


async def unlock(named: str, by: str | None) -> None:
    """Unlock, by fiscal code or username; BadRequest if they are not locked."""
    with office(by, giving=True) as here:
        citizen = await here.holder(named)
        if not await SqlBarring(here.database).unbar(citizen.id, here.by):
            raise BadRequest("these credentials are not locked")
    typer.echo("Unlocked: the password is the one before; a new one is had by a letter.")
