"""Silence: what was proven in a conversation ends where nobody has written in it for too long.

Read out of the messages that are kept anyway, so that no turn writes for it: a gap stays a gap, whatever
is written after it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from storage.tables import inbox

_EVENT: Final = '"event":'  # in the body of what the counter has told itself: no silence ends by it
_SINCE = (
    sa.select(inbox.c.accepted_at, inbox.c.body)
    .where(inbox.c.lane == sa.bindparam("of_lane"), inbox.c.accepted_at > sa.bindparam("since"))
    .order_by(inbox.c.id)
)


def fell_silent(
    connection: sa.Connection, lane: str, since: datetime, now: datetime, most: timedelta
) -> bool:
    """Whether nobody has written in a conversation for as long as `most`, at any time between two moments."""
    rows = connection.execute(_SINCE, {"of_lane": lane, "since": since})
    written = (row.accepted_at for row in rows if _EVENT not in row.body)
    return _has_gap(since, written, now, most)


def _has_gap(since: datetime, moments: Iterable[datetime], now: datetime, most: timedelta) -> bool:
    last = since
    for moment in moments:
        if moment - last >= most:
            return True
        last = max(last, moment)
    return now - last >= most
