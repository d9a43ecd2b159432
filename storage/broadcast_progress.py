"""How far a broadcast is, whom it has reached, and who has written back: read, at the cost of its rows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from storage.audience import RANKS
from storage.broadcast_records import State
from storage.broadcast_rows import broadcast
from storage.recipient_rows import broadcast_figure, broadcast_spent, recipient
from storage.tables import FAILED


@dataclass(frozen=True, slots=True)
class Spent:
    """What networks have taken on a channel."""

    messages: int
    segments: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the sending is: recipients by (channel, status) and failures by code.

    `statuses` are those of storage.recipient_rows. `first_at` and `last_at`: when the first was tried, and
    when anything was last heard of one; only asked for where `ended`.
    """

    state: State
    by: Mapping[tuple[str, str], int] = field(default_factory=dict)
    failed: Mapping[str, int] = field(default_factory=dict)
    spent: Mapping[str, Spent] = field(default_factory=dict)
    first_at: datetime | None = None
    last_at: datetime | None = None

    def count(self, *statuses: str) -> int:
        """Count over all channels."""
        return sum(number for (_, status), number in self.by.items() if status in statuses)


@dataclass(frozen=True, slots=True)
class Line:
    """A recipient in the delivery report; `resent`: how often it may have doubled."""

    id: int
    channel: str
    address: str = field(repr=False)
    language: str
    status: str
    code: str
    segments: int
    resent: int
    first_tried_at: datetime | None
    updated_at: datetime


_of_broadcast = sa.bindparam("of_broadcast", type_=sa.BigInteger())
_theirs = recipient.c.broadcast == _of_broadcast
_STATE = sa.select(broadcast.c.state, broadcast.c.ended_at).where(broadcast.c.id == _of_broadcast)
# Both by ix_recipient_due, the second by each channel, for a status to be found there without the others.
_COUNTS = (
    sa.select(recipient.c.channel, recipient.c.status, sa.func.count())
    .where(_theirs)
    .group_by(recipient.c.channel, recipient.c.status)
)
_FAILURES = (
    sa.select(recipient.c.code, sa.func.count())
    .where(_theirs, recipient.c.status == FAILED)
    .where(recipient.c.channel.in_([sa.literal_column(f"'{channel}'") for channel in RANKS]))
    .group_by(recipient.c.code)
)
# Those of whom only the figures are kept.
_FIGURES = sa.select(broadcast_figure).where(broadcast_figure.c.broadcast == _of_broadcast)
_SPENT = sa.select(broadcast_spent).where(broadcast_spent.c.broadcast == _of_broadcast)
_TIMES = sa.select(sa.func.min(recipient.c.first_tried_at), sa.func.max(recipient.c.updated_at)).where(
    _theirs, recipient.c.first_tried_at.is_not(None)
)
# The rows of a broadcast were made at once, so that their numbers lie together: they are read in their
# order, and not by an index that would sort them all for each page.
_SPAN = sa.select(sa.func.min(recipient.c.id), sa.func.max(recipient.c.id)).where(_theirs)
_LINES = (
    sa.select(*(recipient.c[name] for name in Line.__slots__))
    .where(
        recipient.c.id > sa.bindparam("after", type_=sa.BigInteger()),
        recipient.c.id <= sa.bindparam("last", type_=sa.BigInteger()),
        recipient.c.broadcast + sa.literal_column("0") == _of_broadcast,
    )
    .order_by(recipient.c.id)
    .limit(sa.bindparam("most", type_=sa.Integer()))
)


def read_progress(connection: sa.Connection, number: int) -> Progress | None:
    """Count how a broadcast stands; the moments only of one that has ended, for which all rows are read."""
    asked = {"of_broadcast": number}
    found = connection.execute(_STATE, asked).one_or_none()
    if found is None:
        return None
    by = Counter({(row[0], row[1]): row[2] for row in connection.execute(_COUNTS, asked)})
    failed = Counter({row[0]: row[1] for row in connection.execute(_FAILURES, asked)} if by else {})
    ended = found.ended_at is not None and bool(by)
    first, last = connection.execute(_TIMES, asked).one() if ended else (None, None)
    for row in connection.execute(_FIGURES, asked):
        by[row.channel, row.status] += row.people
        failed[row.code] += row.people if row.status == "failed" else 0
    return Progress(
        State(found.state),
        by,
        +failed,
        {row.channel: Spent(row.messages, row.segments) for row in connection.execute(_SPENT, asked)},
        first,
        last,
    )


def read_span(connection: sa.Connection, number: int) -> tuple[int, int]:
    """Find between which numbers the recipients of a broadcast are: after the first, up to the last."""
    first, last = connection.execute(_SPAN, {"of_broadcast": number}).one()
    return (0, 0) if first is None else (first - 1, last)


def read_lines(connection: sa.Connection, number: int, after: int, last: int, most: int) -> Sequence[Line]:
    """Read recipients of a broadcast after a number."""
    asked = {"of_broadcast": number, "after": after, "last": last, "most": most}
    return [Line(*row) for row in connection.execute(_LINES, asked)]
