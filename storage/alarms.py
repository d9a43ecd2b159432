"""What staff are told of an outgoing message that its network has not got through: once for each trouble."""

from dataclasses import dataclass
from datetime import UTC
from enum import Enum

import sqlalchemy as sa

from bot.message import Inbound
from storage.aside import Aside, set_aside
from storage.instants import from_ms


class Trouble(Enum):
    """What went wrong with a part: the reason under which it is set aside for staff."""

    NOT_ACCEPTED = "pec-not-accepted"  # our own provider says nothing
    NOT_DELIVERED = "pec-not-delivered"  # nobody says what became of it
    FAILED = "pec-failed"  # a receipt says that it will not arrive, or not in time


_NAMES = {
    Trouble.NOT_ACCEPTED: "overdue:{key}:accepted",
    Trouble.NOT_DELIVERED: "overdue:{key}:final",
    Trouble.FAILED: "failed:{key}",
}


@dataclass(frozen=True, slots=True)
class Troubled:
    """A part that staff must hear of; `code` is the network's reason, if it gave one."""

    channel: str
    key: str
    address: str
    status: str
    code: str = ""


def alarm(connection: sa.Connection, part: Troubled, trouble: Trouble, now: int) -> bool:
    """Set an event aside for staff; False if they know of this trouble already. `now` in milliseconds."""
    name = _NAMES[trouble].format(key=part.key)
    event = Inbound(
        part.channel,
        name,
        part.address,
        "",
        from_ms(now, UTC),
        event=trouble.value,
        payload={"part": part.key, "status": part.status, "code": part.code},
    )
    detail = " ".join(filter(None, (f"part {part.key}: {part.status}", part.code)))
    return set_aside(connection, Aside(event, name, trouble.value, detail), now)
