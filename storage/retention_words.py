"""What tells a message that is done with, and takes its words away: of this time limits are made."""

import sqlalchemy as sa

from storage.instants import Instant
from storage.request_rows import is_open, request
from storage.tables import DONE, ENDS, inbox, outbox, word
from storage.veiled import lane_of

# Mails lie in their mailbox for ever: what tells an old one from a new one must too. What cannot come
# again: Telegram keeps an update for a day, Twilio calls again within hours.
COMES_AGAIN = sa.or_(*(inbox.c.channel == word(name) for name in ("email", "pec")))
NOTHING = sa.literal_column("''", sa.Text())
BEFORE, MOST = sa.bindparam("before", type_=Instant()), sa.bindparam("most", type_=sa.Integer())
AFTER, UP_TO = sa.bindparam("after", type_=sa.BigInteger()), sa.bindparam("up_to", type_=sa.BigInteger())

ENDED = sa.or_(*(outbox.c.status == each for each in ENDS))
LANE_OUT = lane_of(outbox.c.channel, outbox.c.address)


def has_open_request(lane: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Tell whether somebody still decides what was asked for in a conversation."""
    return sa.exists().where(request.c.lane == lane, is_open)


UNANSWERED = sa.exists().where(outbox.c.inbox_id == inbox.c.id, sa.not_(ENDED))
DEALT_WITH = sa.and_(inbox.c.status == DONE, sa.not_(has_open_request(inbox.c.lane)), sa.not_(UNANSWERED))
HAS_WORDS = sa.or_(inbox.c.text != NOTHING, inbox.c.body != NOTHING, inbox.c.detail != NOTHING)
PART_OVER = sa.and_(ENDED, sa.not_(has_open_request(LANE_OUT)))
PART_HAS_WORDS = sa.or_(
    outbox.c.text != NOTHING,
    outbox.c.buttons != NOTHING,
    outbox.c.file != NOTHING,
    outbox.c.context != NOTHING,
)
BARE = {"text": NOTHING, "body": NOTHING, "original": NOTHING, "detail": NOTHING}
BARE_PART = {"text": NOTHING, "buttons": NOTHING, "file": NOTHING, "context": NOTHING}


def within(table: sa.Table) -> sa.ColumnElement[bool]:
    """Look at so many numbers of a long table at a time: the writer has others to serve."""
    return sa.and_(table.c.id > AFTER, table.c.id <= UP_TO)


def some(table: sa.Table, *which: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Pick some rows of a table by their key."""
    keys = tuple(table.primary_key.columns)
    found = sa.select(*keys).where(*which).order_by(*keys).limit(MOST)
    return (keys[0] if len(keys) == 1 else sa.tuple_(*keys)).in_(found)


def bare(*which: sa.ColumnElement[bool]) -> sa.Update:
    """Take the words of messages away that are done with."""
    return sa.update(inbox).where(DEALT_WITH, HAS_WORDS, *which).values(BARE)


def bare_parts(*which: sa.ColumnElement[bool]) -> sa.Update:
    """Take the words of parts away that have left, or never will."""
    return sa.update(outbox).where(PART_OVER, PART_HAS_WORDS, *which).values(BARE_PART)
