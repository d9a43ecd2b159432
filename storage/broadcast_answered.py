"""Who has written to us after a broadcast had reached them: messages looked through, a stretch at a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from storage.broadcast_rows import broadcast
from storage.documents import load
from storage.recipient_rows import recipient
from storage.statistics_day import number_at
from storage.tables import inbox

WITHIN: Final = timedelta(hours=48)
STRETCH: Final = 2000  # messages
_HOURS: Final = sa.literal_column(str(int(WITHIN.total_seconds() * 1000)), sa.BigInteger())
_TRIED: Final = ("sent", "accepted", "warned", "delivered", "unknown")
_of_broadcast = sa.bindparam("of_broadcast", type_=sa.BigInteger())
_SPAN = sa.select(broadcast.c.begun_at, broadcast.c.ended_at).where(broadcast.c.id == _of_broadcast)
_written = sa.type_coerce(inbox.c.accepted_at, sa.BigInteger())
_tried = sa.type_coerce(recipient.c.first_tried_at, sa.BigInteger())
_ANSWERS = (
    sa.select(recipient.c.person, inbox.c.body)
    .join(
        recipient,
        sa.and_(
            recipient.c.broadcast == _of_broadcast,
            recipient.c.channel == inbox.c.channel,
            recipient.c.address == inbox.c.sender,
        ),
    )
    .where(
        inbox.c.id >= sa.bindparam("first", type_=sa.BigInteger()),
        inbox.c.id < sa.bindparam("last", type_=sa.BigInteger()),
        recipient.c.status.in_(_TRIED),
        _written.between(_tried, _tried + _HOURS),
    )
)


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers of messages, from `first` to before `last`."""

    first: int
    last: int


def read_answering_span(connection: sa.Connection, number: int, now: datetime) -> Span:
    """Find between which messages the answers to a broadcast are."""
    found = connection.execute(_SPAN, {"of_broadcast": number}).one_or_none()
    if found is None or found.begun_at is None:
        return Span(0, 0)
    until = (found.ended_at or now) + WITHIN
    first, last = (
        number_at(connection, inbox, inbox.c.accepted_at, moment) for moment in (found.begun_at, until)
    )
    return Span(first, last)


def read_answering(connection: sa.Connection, number: int, span: Span) -> set[str]:
    """Tell who has written among these messages; events of our own are none."""
    asked = {"of_broadcast": number, "first": span.first, "last": span.last}
    return {
        person
        for person, body in connection.execute(_ANSWERS, asked)
        if '"event"' not in body or not load(body).get("event")
    }
