"""Lets go of what is past its time, some rows at a time, and of nothing that is still needed.

Each kind has a condition of its own for "still needed", looked at in the very transaction that removes: a
request that is opened meanwhile keeps its conversation. Whatever is done twice is done once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from storage.access_log import access_log
from storage.audit import audit
from storage.certificate_orders import OrderState, certificate_order
from storage.consents import consent
from storage.contacts import contact
from storage.instants import Instant
from storage.permit_rows import gate_change, permit, permit_plate
from storage.reminders import reminder
from storage.request_rows import is_open, request, request_document, request_event
from storage.retention_rows import add_to_run, begin_run, erasure
from storage.tables import DONE, ENDS, caller, inbox, outbox, timer, word
from storage.talk_rows import talk
from storage.transaction import Kind, Transaction
from storage.veiled import VEILED_LANE, lane_of

# What is kept for a time of its own, by the name of its setting ([privacy] keep_...).
MESSAGES, ANSWERS, PARKED_ITEMS = "messages", "answers", "parked"
TRACES, ANSWER_TRACES = "traces", "answer-traces"
CALLERS, REMINDERS, CONTACTS = "callers", "reminders", "contacts"
CONSENTS, REQUESTS, ACCESS_LOG, ORDERS = "consents", "requests", "access-log", "certificate-orders"
PERMITS, GATE_CHANGES = "permits", "gate-changes"
TALKS: Final = "talks"  # with a person, once they are closed
AUDIT: Final = "audit"
ERASED: Final = "erased"  # what citizens have had erased: at once

# Mails lie in their mailbox for ever: what tells an old one from a new one must too. What cannot come
# again: Telegram keeps an update for a day, Twilio calls again within hours.
_COMES_AGAIN = sa.or_(*(inbox.c.channel == word(name) for name in ("email", "pec")))
_NOTHING = sa.literal_column("''", sa.Text())
_before, _most = sa.bindparam("before", type_=Instant()), sa.bindparam("most", type_=sa.Integer())
_after, _up_to = sa.bindparam("after", type_=sa.BigInteger()), sa.bindparam("up_to", type_=sa.BigInteger())

_ended = sa.or_(*(outbox.c.status == each for each in ENDS))
_lane_out = lane_of(outbox.c.channel, outbox.c.address)


def _has_open_request(lane: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    return sa.exists().where(request.c.lane == lane, is_open)


_unanswered = sa.exists().where(outbox.c.inbox_id == inbox.c.id, sa.not_(_ended))
_dealt_with = sa.and_(inbox.c.status == DONE, sa.not_(_has_open_request(inbox.c.lane)), sa.not_(_unanswered))
_has_words = sa.or_(inbox.c.text != _NOTHING, inbox.c.body != _NOTHING, inbox.c.detail != _NOTHING)
_part_over = sa.and_(_ended, sa.not_(_has_open_request(_lane_out)))
_part_has_words = sa.or_(
    outbox.c.text != _NOTHING,
    outbox.c.buttons != _NOTHING,
    outbox.c.file != _NOTHING,
    outbox.c.context != _NOTHING,
)
_BARE = {"text": _NOTHING, "body": _NOTHING, "original": _NOTHING, "detail": _NOTHING}
_BARE_PART = {"text": _NOTHING, "buttons": _NOTHING, "file": _NOTHING, "context": _NOTHING}


def _within(table: sa.Table) -> sa.ColumnElement[bool]:
    """Look at so many numbers of a long table at a time: the writer has others to serve."""
    return sa.and_(table.c.id > _after, table.c.id <= _up_to)


def _some(table: sa.Table, *which: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Pick some rows of a table by their key."""
    keys = tuple(table.primary_key.columns)
    found = sa.select(*keys).where(*which).order_by(*keys).limit(_most)
    return (keys[0] if len(keys) == 1 else sa.tuple_(*keys)).in_(found)


def _bare(*which: sa.ColumnElement[bool]) -> sa.Update:
    return sa.update(inbox).where(_dealt_with, _has_words, *which).values(_BARE)


def _bare_parts(*which: sa.ColumnElement[bool]) -> sa.Update:
    return sa.update(outbox).where(_part_over, _part_has_words, *which).values(_BARE_PART)


_by_itself = sa.and_(inbox.c.reason == _NOTHING, inbox.c.done_at < _before)
_for_a_person = sa.and_(inbox.c.reason != _NOTHING, inbox.c.done_at < _before)
_nameless = sa.and_(inbox.c.lane == _NOTHING, inbox.c.sender == _NOTHING)
_old_trace = sa.and_(_dealt_with, sa.not_(_has_words), inbox.c.done_at < _before)
_later = consent.alias()
_superseded = sa.exists().where(
    _later.c.lane == consent.c.lane, _later.c.topic == consent.c.topic, _later.c.id > consent.c.id
)
_waits = sa.exists().where(timer.c.lane == caller.c.lane)
# A conversation that asked for no more notices is known as such for ever.
_idle = sa.and_(
    caller.c.updated_at < _before,
    caller.c.stopped == sa.false(),
    sa.not_(_waits),
    sa.not_(_has_open_request(caller.c.lane)),
)


def _is_gone(table: sa.Table) -> sa.ColumnElement[bool]:
    return sa.not_(sa.exists().where(request.c.reference == table.c.reference))


# Orders of certificates that came to nothing. A paid one is never among them: somebody is owed something.
_given_up = sa.and_(
    sa.or_(*(certificate_order.c.state == word(each.value) for each in (OrderState.UNPAID, OrderState.HELD))),
    certificate_order.c.wake_at.is_(None),
    certificate_order.c.made_at < _before,
)

# Permits that ended. The last change told to the gates stays: the next one has the number after it.
_last_day = sa.bindparam("last_day", type_=sa.Date())
_permit_over = sa.and_(
    sa.or_(permit.c.ended_at < _before, permit.c.valid_until < _last_day),
    permit.c.state != word("suspended"),
)
_permit_is_gone = sa.not_(sa.exists().where(permit.c.number == permit_plate.c.permit))
_told_long_ago = sa.and_(
    gate_change.c.at < _before,
    gate_change.c.number < sa.select(sa.func.max(gate_change.c.number)).scalar_subquery(),
)

# Tables of many rows are walked by their numbers, a stretch a round; of the others some rows a round.
WALKED: Mapping[str, sa.Table] = {
    MESSAGES: inbox,
    ANSWERS: outbox,
    PARKED_ITEMS: inbox,
    TRACES: inbox,
    ANSWER_TRACES: outbox,
}
# What each kind does in one round; each statement takes `before` and `most`, or `after` and `up_to`.
STATEMENTS: Mapping[str, Sequence[sa.Update | sa.Delete]] = {
    MESSAGES: (_bare(_within(inbox), _by_itself),),
    ANSWERS: (_bare_parts(_within(outbox), outbox.c.updated_at < _before),),
    PARKED_ITEMS: (_bare(_within(inbox), _for_a_person),),
    TRACES: (
        sa.delete(inbox).where(_within(inbox), _old_trace, sa.not_(_COMES_AGAIN)),
        sa.update(inbox)
        .where(_within(inbox), _old_trace, _COMES_AGAIN, sa.not_(_nameless))
        .values(lane=_NOTHING, sender=_NOTHING),
    ),
    ANSWER_TRACES: (
        sa.delete(outbox).where(
            _within(outbox), _part_over, sa.not_(_part_has_words), outbox.c.updated_at < _before
        ),
    ),
    CALLERS: (sa.delete(caller).where(_some(caller, _idle)),),
    REMINDERS: (
        sa.delete(reminder).where(_some(reminder, reminder.c.done == sa.true(), reminder.c.at < _before)),
    ),
    CONTACTS: (sa.delete(contact).where(_some(contact, contact.c.revoked_at < _before)),),
    CONSENTS: (
        sa.delete(consent).where(
            _some(consent, consent.c.at < _before, sa.or_(_superseded, consent.c.given == sa.false()))
        ),
    ),
    REQUESTS: (
        sa.delete(request).where(_some(request, sa.not_(is_open), request.c.answered_at < _before)),
        sa.delete(request_event).where(_some(request_event, _is_gone(request_event))),
        sa.delete(request_document).where(_some(request_document, _is_gone(request_document))),
    ),
    ORDERS: (sa.delete(certificate_order).where(_some(certificate_order, _given_up)),),
    PERMITS: (
        sa.delete(permit).where(_some(permit, _permit_over)),
        sa.delete(permit_plate).where(_some(permit_plate, _permit_is_gone)),
    ),
    GATE_CHANGES: (sa.delete(gate_change).where(_some(gate_change, _told_long_ago)),),
    TALKS: (sa.delete(talk).where(_some(talk, talk.c.closed_at < _before)),),
    AUDIT: (sa.delete(audit).where(_some(audit, audit.c.at < _before)),),
    ACCESS_LOG: (sa.delete(access_log).where(_some(access_log, access_log.c.at < _before)),),
}


@dataclass(frozen=True, slots=True)
class Round:
    """One kind, everything of which `before` a moment is to go.

    `most` rows of each statement; of a long table the stretch of as many numbers `after` one.
    """

    kind: str
    before: datetime
    most: int
    after: int = 0


def _let_go_all(transaction: Transaction, rounds: Sequence[Round]) -> list[int]:
    return [_let_go(transaction, each) for each in rounds]


def _let_go(transaction: Transaction, one: Round) -> int:
    # First: the trigger of the access log lets go of nothing else.
    begin_run(transaction.connection, one.kind, one.before, transaction.now)
    given: dict[str, object] = {"before": one.before}
    given |= {"after": one.after, "up_to": one.after + one.most} if one.kind in WALKED else {"most": one.most}
    if one.kind == PERMITS:
        given["last_day"] = one.before.date()
    removed = sum(transaction.connection.execute(each, given).rowcount for each in STATEMENTS[one.kind])
    add_to_run(transaction.connection, one.kind, removed, transaction.now)
    return removed


# Lets go of some rows of a kind; how many. To be asked again until it says none, or the table is walked.
LET_GO: Kind[Round, int] = Kind("let-go", _let_go_all)

_lane = sa.bindparam("of_lane", type_=VEILED_LANE)
_since, _until = sa.bindparam("since", type_=Instant()), sa.bindparam("until", type_=Instant())
_asked = sa.and_(inbox.c.lane == _lane, inbox.c.received_at >= _since, inbox.c.received_at <= _until)
_asked_parts = sa.and_(
    outbox.c.channel == sa.bindparam("of_channel", type_=sa.Text()),
    outbox.c.address == sa.bindparam("of_address"),
    outbox.c.created_at >= _since,
    outbox.c.created_at <= _until,
)
_ERASE = (
    _bare(_some(inbox, _dealt_with, _has_words, _asked)),
    _bare_parts(_some(outbox, _part_over, _part_has_words, _asked_parts)),
)
# What is kept for an open request now goes once that is answered.
_UNDONE = sa.select(erasure).where(erasure.c.done_at.is_(None)).order_by(erasure.c.until).limit(_most)
_LEFT = sa.select(sa.exists().where(_asked, _has_words) | sa.exists().where(_asked_parts, _part_has_words))
_ERASED_NOW = (
    sa.update(erasure)
    .where(
        erasure.c.citizen == sa.bindparam("of_citizen"),
        erasure.c.lane == _lane,
        erasure.c.until == sa.bindparam("of_until", type_=Instant()),
    )
    .values(done_at=sa.bindparam("now", type_=Instant()))
)


def _erase_all(transaction: Transaction, limits: Sequence[int]) -> list[int]:
    return [_erase_some(transaction, most) for most in limits]


def _erase_some(transaction: Transaction, most: int) -> int:
    begin_run(transaction.connection, ERASED, transaction.now, transaction.now)
    rows = transaction.connection.execute(_UNDONE, {"most": most}).all()
    removed = sum(_erase_one(transaction, row, most) for row in rows)
    add_to_run(transaction.connection, ERASED, removed, transaction.now)
    return removed


def _erase_one(transaction: Transaction, row: Any, most: int) -> int:
    channel, _, address = row.lane.partition(":")
    where = {
        "of_lane": row.lane,
        "of_channel": channel,
        "of_address": address,
        "since": row.since,
        "until": row.until,
    }
    execute = transaction.connection.execute
    removed = sum(execute(each, {**where, "most": most}).rowcount for each in _ERASE)
    if not removed and not execute(_LEFT, where).scalar():
        done = {"of_citizen": row.citizen, "of_lane": row.lane, "of_until": row.until, "now": transaction.now}
        execute(_ERASED_NOW, done)
    return removed


# Takes the words away that citizens have had erased; how many rows. Takes how many at most of each.
ERASE_WORDS: Kind[int, int] = Kind("erase-words", _erase_all)


def waiting_to_be_erased(connection: sa.Connection) -> bool:
    """Tell whether any citizen waits for their words to go."""
    return connection.execute(_UNDONE, {"most": 1}).first() is not None


def numbers_of(connection: sa.Connection, kind: str) -> tuple[int, int]:
    """Tell the numbers between which a long table is to be walked: the first less one, and the last."""
    number = WALKED[kind].c.id
    first, last = connection.execute(sa.select(sa.func.min(number), sa.func.max(number))).one()
    return (0, 0) if first is None else (first - 1, last)


def began_at(connection: sa.Connection) -> datetime | None:
    """Tell when the oldest message came that is still there; None if there is none."""
    return connection.scalar(sa.select(inbox.c.accepted_at).order_by(inbox.c.id).limit(1))
