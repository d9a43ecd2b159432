"""Services of staff: they open by a word of theirs in conversations of staff, and elsewhere are not there."""

from typing import Protocol

from bot.desk import Desk
from bot.ledger import Work
from bot.service import Service
from bot.values.spelling import plain

_FIRST = 40  # letters in which the first word ends: of a long letter no more is read for this


class StaffLanes(Protocol):
    """Who knows which conversations are of staff."""

    async def lets(self, lane: str, role: str) -> bool:
        """Tell whether a service for a role (Service.staff) opens in a conversation."""


class NoStaff:
    """Nobody is of the staff."""

    async def lets(self, lane: str, role: str) -> bool:  # noqa: ARG002 - the protocol's
        """Nothing opens anywhere."""
        return False


def wanted_of_staff(desk: Desk, work: Work) -> Service | None:
    """Tell which service of staff a message would open, or go on with; then it is asked who writes.

    All other messages cost nobody a look-up.
    """
    if desk.staff is None or work.inbound.event or work.inbound.tap:
        return None
    first = plain(work.inbound.text.lstrip()[:_FIRST]).partition(" ")[0].strip(".,:;!?")
    name = desk.staff_words.get(first, "")
    session = work.caller.session if work.caller else None
    if not name and session and session.person is None and session.current is not None:
        name = session.current.service
    return desk.staff.services.get(name) if name not in desk.services else None
