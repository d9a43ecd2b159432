"""A conversation bound to somebody of the staff: by the code that the desk shows them, once."""

from dataclasses import dataclass

from bot.service import Outcome, Service, done
from bot.values.one_time_code import OneTimeCode
from storage.staff_lanes import BINDING, Officers


@dataclass(frozen=True)
class LinkOfficer:
    """What we ask."""

    code: OneTimeCode


async def fulfil(form: LinkOfficer, *, officers: Officers) -> Outcome:
    """Bind; a wrong code counts against every code that lives, so that nobody finds one by guessing."""
    name = await officers.by_code(form.code.digits)
    if not name:
        return done("wrong", records=officers.missed())
    return done("bound", records=officers.bound(name), name=name)


SERVICE = Service("link_officer", LinkOfficer, fulfil, group="access", staff=BINDING)
