"""What a person does at a terminal with requests for credentials that nothing could match."""

from collections.abc import Iterator
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from bot.errors import BadRequest, WrongAnswer
from bot.message import File
from bot.values.reference import Reference
from bot.values.value import Reading
from sportello.credentials_office import Office, office, write_new
from sportello.terminal import line
from storage.access_log import NOTE_ACCESS, Access
from storage.applicants import CREDENTIALS, DOCUMENT, Applicant
from storage.citizens import Citizen
from storage.deciding import DecidedRequests, Decision, Seen
from storage.requests import Request, State

_SHOWN = 100
LOOKED, REFUSED = "credential-request-read", "credential-refused"  # in the access log
_MISSING = {
    True: "a copy of the identity card",
    False: "whose PEC it is: compare the copy with the data",
}


async def show_all() -> None:
    """Print the requests that wait."""
    with office() as here:
        found = await here.applicants.waiting(_SHOWN)
    if not found:
        typer.echo("No request for credentials waits for a person.")
        return
    table = Table("reference", "asked", "answer by", "files", "missing")
    for one in found:
        table.add_row(
            one.reference.show("en"),
            f"{one.opened_at:%d/%m/%Y %H:%M}",
            f"{one.answer_by:%d/%m/%Y}",
            str(one.details.get("files", 0)),
            _missing(one),
        )
    Console().print(table)


def _missing(one: Request) -> str:
    return _MISSING[one.details.get("missing") == DOCUMENT]


async def show_one(given: str, folder: Path | None, by: str | None) -> None:
    """Print a request, and write what came with it; that somebody looked is noted before it is shown."""
    with office(by) as here:
        seen = await _seen(given, here)
        applicant = here.applicants.read(seen.request)
        known = await here.desk.citizens.by_fiscal_code(applicant.fiscal_code)
        await _note(here, known, LOOKED)
        files = await here.applicants.files(seen.request) if folder else ()
    for name, value in _lines(seen, applicant, known):
        if value:
            typer.echo(f"{name}: {line(value)}")
    for number, file in enumerate(files, 1):
        typer.echo(f"file: {_written(folder or Path(), number, file)}")


def _lines(seen: Seen, applicant: Applicant, known: Citizen | None) -> Iterator[tuple[str, str]]:
    one = seen.request
    yield "reference", one.reference.show("en")
    yield "asked", f"{one.opened_at:%d/%m/%Y %H:%M}"
    yield "answer by", f"{one.answer_by:%d/%m/%Y}"
    yield "state", one.state.value
    yield "says to be", f"{applicant.name} {applicant.surname}, {applicant.fiscal_code}"
    yield "writes from", applicant.pec
    yield "registered here", _registered(known, applicant)
    yield "missing", _missing(one)
    yield "came along", ", ".join(applicant.files) or "nothing"
    yield "decided", f"{one.answered_by}: {one.answer}" if one.answered_by else ""


def _registered(known: Citizen | None, applicant: Applicant) -> str:
    if known is None:
        return "no"
    names = f"{known.name} {known.surname}".casefold() == f"{applicant.name} {applicant.surname}".casefold()
    return f"yes, {'with the same names' if names else 'with OTHER NAMES'}" + (
        f", with another PEC ({known.pec})" if known.pec and known.pec != applicant.pec else ""
    )


def _written(folder: Path, number: int, file: File) -> Path:
    """Write a file under a name of ours: what a sender calls it is no path."""
    folder.mkdir(mode=0o700, exist_ok=True)
    suffix = Path(file.name).suffix.lower()
    plain = suffix if suffix[1:].isalnum() and suffix.isascii() else ".bin"
    place = folder / f"{number}{plain}"
    write_new(place, file.content)
    return place


async def approve_one(given: str, by: str | None, *, register_pec: bool) -> None:
    """Give credentials, and send them to the PEC that asked; BadRequest if nobody may any more."""
    with office(by, giving=True) as here:
        seen = await _open(given, here)
        await approve(here, seen, register_pec=register_pec)
    typer.echo(f"{seen.request.reference.show('en')}: username and link are on their way.")


async def approve(here: Office, seen: Seen, *, register_pec: bool) -> None:
    """Give what an open request asks for; BadRequest if that cannot be, or somebody else was quicker."""
    applicant = here.applicants.read(seen.request)
    if applicant.missing == DOCUMENT:
        raise BadRequest("no copy of the document came: ask for it, or give a letter in person")
    pec = applicant.pec if register_pec else ""
    known = await here.desk.citizens.by_fiscal_code(applicant.fiscal_code)
    names = (known.name, known.surname) if known else (applicant.name, applicant.surname)
    citizen = await here.made_known(Citizen("", applicant.fiscal_code, *names, pec=pec))
    handover = await here.hand_over(citizen, "desk")
    words = here.say(
        seen.language,
        "handed",
        username=handover.username,
        url=handover.url,
        until=f"{handover.until:%d/%m/%Y %H:%M}",
        kind="recovery" if handover.recovery else "new",
    )
    opening = here.say(seen.language, "approved", reference=seen.request.reference)
    await _decide(here, seen, f"{opening}\n{words}", accepted=True)


async def refuse_one(given: str, text: str, by: str | None) -> None:
    """Refuse, and send the reason."""
    if not text.strip():
        raise BadRequest("a refusal needs a text: say why, and what to do")
    with office(by) as here:
        seen = await _open(given, here)
        await refuse(here, seen, text)
    typer.echo(f"{seen.request.reference.show('en')} is refused; the answer is on its way.")


async def refuse(here: Office, seen: Seen, text: str) -> None:
    """Refuse an open request; BadRequest if somebody else was quicker."""
    applicant = here.applicants.read(seen.request)
    opening = here.say(seen.language, "refused", reference=seen.request.reference)
    await _decide(here, seen, f"{opening}\n{text.strip()}", accepted=False)
    await _note(here, await here.desk.citizens.by_fiscal_code(applicant.fiscal_code), REFUSED)


async def _decide(here: Office, seen: Seen, text: str, *, accepted: bool) -> None:
    decision = Decision(str(seen.request.reference), accepted, text, here.by)
    if not await DecidedRequests(here.database).decide(decision):
        raise BadRequest("somebody else was quicker; nothing was sent")


async def _note(here: Office, known: Citizen | None, what: str) -> None:
    if known is not None:
        await here.database.writer.submit(NOTE_ACCESS, Access(known.id, here.by, what, "desk"))


async def _open(given: str, here: Office) -> Seen:
    seen = await _seen(given, here)
    if seen.request.state is not State.OPEN:
        raise BadRequest(f"{seen.request.reference.show('en')} is {seen.request.state.value} already")
    return seen


async def _seen(given: str, here: Office) -> Seen:
    try:
        reference = Reference.parse(given, Reading(here.database.clock().date()))
    except WrongAnswer:
        raise BadRequest(f"{line(given)} is no reference: eight signs, such as 2B3C-4D5N") from None
    seen = await DecidedRequests(here.database).one(reference)
    if seen is None or seen.request.kind != CREDENTIALS:
        raise BadRequest(f"there is no request for credentials {line(given)}")
    return seen
