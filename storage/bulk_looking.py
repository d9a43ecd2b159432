"""What is asked of broadcasts before anything is written: mostly there is none under way."""

import re
from collections.abc import Mapping

import sqlalchemy as sa

from bot.bulk import KEY
from bot.channel import Receipt
from storage.broadcast_records import State
from storage.broadcast_rows import broadcast
from storage.database import Database
from storage.recipient_rows import recipient
from storage.tables import QUEUED, SENDING

_RUNNING = sa.select(sa.literal(1)).where(broadcast.c.state == State.RUNNING.value).limit(1)
_WAITING = (
    sa.select(recipient.c.channel, sa.func.count())
    .join(broadcast, broadcast.c.id == recipient.c.broadcast)
    .where(broadcast.c.state.in_((State.RUNNING.value, State.PAUSED.value)), recipient.c.status == QUEUED)
    .group_by(recipient.c.channel)
)
_IN_HAND = sa.select(sa.literal(1)).where(recipient.c.status == SENDING).limit(1)
_NETWORKS_ID = sa.select(recipient.c.provider_id).where(
    recipient.c.id == sa.bindparam("number"), recipient.c.channel == sa.bindparam("channel")
)
# The Message-ID of a mail, whose name begins with the key of its part.
_NAMED = re.compile(rf"<({KEY}(\d{{1,18}}))\.[^<>\s]*>")


def any_running(connection: sa.Connection) -> bool:
    """Tell whether parts of any broadcast may leave."""
    return connection.scalar(_RUNNING) is not None


def in_hand(connection: sa.Connection) -> bool:
    """Tell whether any part is marked `sending`, by whomever."""
    return connection.scalar(_IN_HAND) is not None


def waiting(connection: sa.Connection) -> Mapping[str, int]:
    """Count by channel who waits for a broadcast that is under way or paused, in an index alone."""
    return {row[0]: row[1] for row in connection.execute(_WAITING)}


async def key_of(database: Database, receipt: Receipt) -> str:
    """Find the key of a part that a receipt names by the network's own id alone; empty if it is none of ours.

    Whoever makes up a bounce can guess a key, and not the whole of an id: it must be the one that was kept.
    """
    named = _NAMED.fullmatch(receipt.provider_id)
    if named is None:
        return ""
    asked = {"number": int(named[2]), "channel": receipt.channel}
    kept = await database.reader.fetch(lambda connection: connection.scalar(_NETWORKS_ID, asked))
    return named[1] if kept == receipt.provider_id else ""
