"""What staff do with a broadcast at a terminal: write it, submit it, let it go, stop it."""

import sys
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

import typer

from bot.errors import BadRequest
from sportello.broadcast_estimate import Estimate, Laid
from sportello.broadcast_faults import Known, faults, lacking
from sportello.broadcast_file import read_draft
from sportello.broadcast_office import BroadcastOffice, broadcast_office
from sportello.broadcast_refused import done, reviewed
from sportello.broadcast_silence import silence
from sportello.broadcast_told import reach
from storage.broadcast_records import ROOM
from storage.broadcasts import Answer, Broadcast, Broadcasts, Draft, State
from storage.recipient_lists import RecipientLists
from storage.staff_rows import Role
from storage.zones import Zones

Deed = Callable[[Broadcasts, Broadcast, str], Awaitable[Answer]]
_ANYBODY = (Role.EDITOR, Role.APPROVER)  # may stop one: in an accident whoever is there
_TEXT_AT_MOST = 100_000  # bytes of a file


async def make(file: Path, by: str | None) -> None:
    """Make a draft of a file."""
    async with broadcast_office() as office:
        who = await office.officer(by, Role.EDITOR)
        draft = await _drafted(office, file, None)
        made = await office.broadcasts.make(draft, who.name)
    typer.echo(f"{made.code} is a draft: `sportello broadcast preview {made.code}`, then submit.")


async def edit(code: str, file: Path, by: str | None) -> None:
    """Write one anew; whoever approved it has approved nothing."""
    async with broadcast_office() as office:
        who = await office.officer(by, Role.EDITOR)
        one = await office.known(code)
        draft = await _drafted(office, file, one.corrects)
        done(await office.broadcasts.edit(one.id, draft, who.name, one.version), one.code)
    typer.echo(f"{one.code} is a draft again, as the file has it.")


async def submit(code: str, by: str | None) -> None:
    """Put a draft before who approves it, with what it comes to."""
    async with broadcast_office() as office:
        who = await office.officer(by, Role.EDITOR)
        one = await office.known(code)
        _refuse_if(await _wrong(office, one.draft))
        found = await office.estimates.of(one.draft)
        _refuse_if(lacking(found))
        answer = await office.broadcasts.submit(
            one.id, who.name, one.version, found.count.people, found.micros
        )
        needed = office.broadcasts.needed(await office.known(done(answer, one.code).code))
    typer.echo(f"{one.code} waits for {needed} to approve it: {reach(found)}.")


async def approve(code: str, people: int | None, by: str | None) -> None:
    """Agree to one, naming about how many people it reaches; without them only say how many."""
    async with broadcast_office() as office:
        who = await office.officer(by, Role.APPROVER)
        one = await office.known(code)
        found = await office.estimates.of(one.draft)
        if people is None or not _about(people, found):
            named = "" if people is None else f", not {people}"
            raise BadRequest(
                f"{one.code}: {reach(found)}{named}. To let it go: "
                f"sportello broadcast approve {one.code} --people {found.count.people}"
            )
        answer = await office.broadcasts.approve(
            one.id, who.name, one.version, found.count.people, found.micros
        )
        state = done(answer, one.code).state
        quiet = silence(office.settings, one.draft, office.database.clock())
    waits = "somebody else has to approve it too" if state is State.SUBMITTED else f"it leaves {quiet}"
    typer.echo(f"{one.code}: approved for about {found.count.people} people; {waits}.")


async def reject(code: str, reason: str, by: str | None) -> None:
    """Give one back to its writer."""
    await _do(
        code,
        by,
        "is a draft again",
        lambda all_, one, who: all_.reject(one.id, who, one.version, reason),
    )


async def release(code: str, reason: str, by: str | None) -> None:
    """Let an emergency go alone; somebody else reviews that later."""
    await _do(
        code,
        by,
        "leaves at once; somebody else has to review it: `sportello broadcast review`",
        lambda all_, one, who: all_.release(one.id, who, one.version, reason),
        Role.APPROVER,
    )


async def review(code: str, reason: str, by: str | None) -> None:
    """Note that somebody else has looked at what was let go alone."""
    async with broadcast_office() as office:
        who = await office.officer(by, Role.APPROVER)
        one = await office.known(code)
        reviewed(await office.broadcasts.review(one.id, who.name, reason), one)
    typer.echo(f"{one.code} is reviewed.")


async def pause(code: str, reason: str, by: str | None) -> None:
    """Let no more of it leave."""
    await _do(
        code,
        by,
        "is paused: nothing more leaves",
        lambda all_, one, who: all_.pause(one.id, who, reason=reason),
    )


async def resume(code: str, by: str | None) -> None:
    """Let it go on where it was."""
    await _do(code, by, "goes on where it was", lambda all_, one, who: all_.resume(one.id, who))


async def cancel(code: str, reason: str, by: str | None) -> None:
    """Put an end to it."""
    await _do(
        code,
        by,
        "is cancelled; what is on its way arrives",
        lambda all_, one, who: all_.cancel(one.id, who, reason=reason),
    )


async def correct(code: str, by: str | None) -> None:
    """Make a draft for exactly those whom one has reached."""
    async with broadcast_office() as office:
        who = await office.officer(by, Role.EDITOR)
        one = await office.known(code)
        made = done(await office.broadcasts.correct(one.id, who.name), one.code)
    typer.echo(f"{made.code} is a draft for whom {one.code} has reached: edit it, then submit.")


async def send_test(code: str, by: str | None) -> None:
    """Send one to who writes it, on the conversations that they have linked."""
    async with broadcast_office() as office:
        who = await office.officer(by, *_ANYBODY)
        one = await office.known(code)
        sent = await office.tryouts.send(one.draft, one.code, who)
    if not sent:
        raise BadRequest(f"{who.name} has linked no conversation that carries alerts: do so at the desk")
    typer.echo(f"{one.code}: {sent} messages to {who.name}, as soon as the counter runs.")


async def _do(code: str, by: str | None, told: str, deed: Deed, *roles: Role) -> None:
    async with broadcast_office() as office:
        who = await office.officer(by, *(roles or _ANYBODY))
        one = await office.known(code)
        done(await deed(office.broadcasts, one, who.name), one.code)
    typer.echo(f"{one.code} {told}.")


async def _drafted(office: BroadcastOffice, file: Path, corrects: int | None) -> Draft:
    """Read a file, - for what is piped in; BadRequest tells all that is wrong with it."""
    written = sys.stdin.read(_TEXT_AT_MOST) if file == Path("-") else _read(file)
    draft = read_draft(written, office.database.zone, corrects)
    _refuse_if(await _wrong(office, draft))
    return draft


def _read(file: Path) -> str:
    with file.open("rb") as opened:
        content = opened.read(_TEXT_AT_MOST + 1)
    if len(content) > _TEXT_AT_MOST:
        raise BadRequest(f"{file} is no alert: it is too large")
    return content.decode("utf-8-sig")


async def _wrong(office: BroadcastOffice, draft: Draft) -> list[str]:
    rules, city = office.settings.broadcasts, office.settings.city
    zones = await Zones(office.database).all()
    lists = await RecipientLists(office.database).all()
    known = Known(
        rules.topics,
        [zone.code for zone in zones],
        city.languages,
        rules.aliases,
        {each.id: each.names for each in lists},
    )
    laid = Laid(draft, office.estimates.footer, city.languages[:1])
    return list(faults(draft, known, laid, office.database.clock()))


def _refuse_if(wrong: Iterable[str]) -> None:
    if told := list(wrong):
        raise BadRequest("\n".join(told))


def _about(people: int, found: Estimate) -> bool:
    """Whether somebody knows how many it reaches, as closely as it may grow after it was approved."""
    return abs(people - found.count.people) <= found.count.people // 10 + ROOM
