"""The whole schema of the way of a message, on one page.

Other records (fines, offices, notices) have their tables in their own modules, on this `metadata`.
Columns of a type of storage.veiled hold nothing in the clear.
Partial indexes hold only what is still to be done, so that every queue costs what is in it and not what
ever went through. Their conditions are literals, here and in the queries: SQLite uses a partial index
only where it sees the very same words. What must be found for ever is indexed by numbers that grow,
where that is possible: equal times land on the same page of the disk, equal addresses do not.
"""

import sqlalchemy as sa

from storage.instants import Instant
from storage.veiled import VEILED_ADDRESS, VEILED_LANE, VEILED_NAME, Veiled, VeiledBytes

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers its rows only where the type is spelt INTEGER.
RowId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def word(value: str) -> sa.ColumnElement[str]:
    """Spell a status as a literal of SQL."""
    return sa.literal_column(f"'{value}'", sa.Text())


WAITING, DONE, PARKED = word("waiting"), word("done"), word("parked")
QUEUED, SENDING, UNKNOWN, STALE = word("queued"), word("sending"), word("unknown"), word("stale")
SENT, ACCEPTED, WARNED, EXPIRED = word("sent"), word("accepted"), word("warned"), word("expired")
DELIVERED, FAILED = word("delivered"), word("failed")
ENDS = (SENT, ACCEPTED, WARNED, DELIVERED, EXPIRED, FAILED, STALE)  # of a part that the counter is done with

# Messages that have come in. `body` is JSON: tap, files, language, context, event, payload.
inbox = sa.Table(
    "inbox",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("external_id", VEILED_NAME, nullable=False),
    sa.Column("lane", VEILED_LANE, nullable=False),
    sa.Column("sender", VEILED_ADDRESS, nullable=False),
    sa.Column("text", Veiled("inbox.text"), nullable=False),
    sa.Column("body", Veiled("inbox.body"), nullable=False),
    sa.Column("original", sa.Text, nullable=False, server_default=""),  # the hash of the message as it came
    sa.Column("received_at", Instant, nullable=False),
    sa.Column("accepted_at", Instant, nullable=False),
    sa.Column("status", sa.Text, nullable=False, server_default="waiting"),  # waiting, done, parked
    sa.Column("owner", sa.Text),  # who has it in hand
    sa.Column("lease_until", Instant),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("correlation", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False, server_default=""),
    sa.Column("detail", sa.Text, nullable=False, server_default=""),
    sa.Column("done_at", Instant),
    sa.UniqueConstraint("channel", "external_id"),
    sqlite_autoincrement=True,  # an id is never given twice: the keys of the replies begin with it
)


def _index(name: str, condition: sa.ColumnElement[bool], *columns: sa.Column[object]) -> None:
    sa.Index(name, *columns, sqlite_where=condition, postgresql_where=condition)


free = sa.and_(inbox.c.status == WAITING, inbox.c.owner.is_(None))
sa.Index("ix_inbox_lane", inbox.c.lane, inbox.c.id)
_index("ix_inbox_waiting", inbox.c.status == WAITING, inbox.c.lane, inbox.c.id)
_index("ix_inbox_free", free, inbox.c.id)
_index("ix_inbox_parked", inbox.c.status == PARKED, inbox.c.id)

# What we know of a sender between two messages. `session` is JSON.
caller = sa.Table(
    "caller",
    metadata,
    sa.Column("lane", VEILED_LANE, primary_key=True),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("chosen", sa.Boolean, nullable=False),
    sa.Column("stopped", sa.Boolean, nullable=False),
    sa.Column("session", Veiled("caller.session"), nullable=False),
    sa.Column("updated_at", Instant, nullable=False),
    # When its open question is put aside: the timer of that rings then or before, see storage.timers.
    sa.Column("pauses_at", Instant),
    sqlite_with_rowid=False,
)

# Parts on their way out. `buttons`, `file` and `context` are JSON, empty text for none.
outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("inbox_id", RowId),  # the message it answers, if any
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("address", VEILED_ADDRESS, nullable=False),
    sa.Column("priority", sa.Integer, nullable=False),
    sa.Column("text", Veiled("outbox.text"), nullable=False),
    sa.Column("buttons", Veiled("outbox.buttons"), nullable=False),
    sa.Column("file", Veiled("outbox.file"), nullable=False),
    sa.Column("context", Veiled("outbox.context"), nullable=False),
    # queued, sending, unknown, stale, sent, accepted, warned, expired, delivered, failed
    sa.Column("status", sa.Text, nullable=False, server_default="queued"),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("resent", sa.Integer, nullable=False, server_default="0"),  # how often it may have doubled
    sa.Column("not_before", Instant),
    sa.Column("valid_until", Instant),
    sa.Column("next_at", Instant, nullable=False),  # when it may leave: not_before, or the next attempt
    sa.Column("owner", sa.Text),
    sa.Column("lease_until", Instant),
    sa.Column("provider_id", sa.Text),
    sa.Column("code", sa.Text, nullable=False, server_default=""),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("first_tried_at", Instant),
    sa.Column("updated_at", Instant, nullable=False),
    sa.Column("awaited_since", Instant),  # since when its network owes us a word on it, if it gives any
)

queued = outbox.c.status == QUEUED
pending = sa.or_(outbox.c.status == QUEUED, outbox.c.status == SENDING)
expiring = sa.and_(queued, outbox.c.valid_until.is_not(None))
identified = outbox.c.provider_id.is_not(None)
answering = outbox.c.inbox_id.is_not(None)
unasked = outbox.c.inbox_id.is_(None)
awaited = outbox.c.awaited_since.is_not(None)
_index("ix_outbox_answering", answering, outbox.c.inbox_id)
_index("ix_outbox_unasked", unasked, outbox.c.channel, outbox.c.address, outbox.c.id)
_index("ix_outbox_due", queued, outbox.c.channel, outbox.c.priority, outbox.c.next_at, outbox.c.id)
_index("ix_outbox_pending", pending, outbox.c.channel, outbox.c.address, outbox.c.priority, outbox.c.id)
_index("ix_outbox_expiring", expiring, outbox.c.channel, outbox.c.valid_until)
_index("ix_outbox_sending", outbox.c.status == SENDING, outbox.c.id)
_index("ix_outbox_unknown", outbox.c.status == UNKNOWN, outbox.c.channel, outbox.c.updated_at)
_index("ix_outbox_failed", outbox.c.status == FAILED, outbox.c.channel, outbox.c.id)
_index("ix_outbox_provider", identified, outbox.c.channel, outbox.c.provider_id)
_index("ix_outbox_awaited", awaited, outbox.c.channel, outbox.c.awaited_since)

# What is to happen in a lane at a moment.
timer = sa.Table(
    "timer",
    metadata,
    sa.Column("lane", VEILED_LANE, primary_key=True),
    sa.Column("event", sa.Text, primary_key=True),
    sa.Column("due_at", Instant, nullable=False, index=True),
    sqlite_with_rowid=False,
)

# The content of files, in and out, once each.
blob = sa.Table(
    "blob",
    metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("content", VeiledBytes("blob.content"), nullable=False),
)
