"""A file of CAP 1.2 at a terminal: what it says, where it holds, and which draft it has become."""

from pathlib import Path
from typing import Final

import typer

from bot.errors import BadRequest
from platforms.cap.fields import BadAlert
from sportello.broadcast_office import broadcast_office
from sportello.cap_taking import Left, TakenIn, cap_desk
from sportello.terminal import line
from storage.alerts import Became, Taken
from storage.staff_rows import Role

_LARGEST: Final = 1_000_000  # bytes of a file
_LEFT: Final = {
    Left.SCOPE: "it is not for the public",
    Left.STATUS: "it is its sender's draft, or for machines",
    Left.KIND: "it answers another message",
    Left.OVER: "its time is over",
    Left.ELSEWHERE: "it is not about this city",
}
_BECAME: Final = {
    Became.DRAFT: "is a draft",
    Became.EDITED: "says now what the update says, and nobody has agreed to that yet",
    Became.CALLED_BACK: "is a draft for those whom {first} has reached; {first} goes on no more",
    Became.CANCELLED: "had not begun, and will not",
    Became.KNOWN: "is what was made of it before; nothing is changed",
}


async def take_in(file: Path, by: str | None) -> None:
    """Take one in, and say what has become of it; BadRequest for what is none."""
    with file.open("rb") as opened:
        data = opened.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise BadRequest(f"{file} is no alert: it is too large")
    async with broadcast_office() as office:
        who = await office.officer(by, Role.EDITOR)
        try:
            found = await cap_desk(office.settings, office.database).take(data, who.name)
        except BadAlert as problem:
            raise BadRequest(f"{file}: {line(str(problem))}") from None
    typer.echo(told(found))


def told(found: TakenIn) -> str:
    """Say what has become of it."""
    name = f"{line(found.alert.sender)} {line(found.alert.identifier)}"
    if found.left is not None or found.taken is None:
        return f"{name} is left alone: {_LEFT[found.left] if found.left else 'it is about nothing of ours'}."
    where = found.place
    zones = f" for {', '.join(where.zones)}" if where and where.zones else ""
    lost = ", ".join(map(line, where.unplaced)) if where else ""
    look = f" Nothing says where this is: {lost}. See whom it is for." if lost else ""
    return f"{name}: {_became(found.taken)}{zones}.{look}"


def _became(taken: Taken) -> str:
    code = taken.done.code if taken.done else line(taken.first)
    said = _BECAME.get(taken.became, "it is about nothing that was taken in here")
    return f"{code} {said.format(first=line(taken.first))}".strip()
