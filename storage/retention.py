"""Lets go of what is past its time, some rows at a time, and of nothing that is still needed.

Each kind has a condition of its own for "still needed", looked at in the very transaction that removes: a
request that is opened meanwhile keeps its conversation. Whatever is done twice is done once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from storage.access_log import access_log
from storage.audit import audit
from storage.broadcast_rows import broadcast
from storage.certificate_orders import OrderState, certificate_order
from storage.consents import consent
from storage.contacts import contact
from storage.permit_rows import gate_change, permit, permit_plate
from storage.recipient_keeping import LET_GO_OF_LISTS, LET_GO_OF_RECIPIENTS
from storage.reminders import reminder
from storage.request_rows import is_open, request, request_document, request_event
from storage.retention_rows import add_to_run, begin_run
from storage.retention_words import (
    BEFORE,
    COMES_AGAIN,
    DEALT_WITH,
    HAS_WORDS,
    NOTHING,
    PART_HAS_WORDS,
    PART_OVER,
    bare,
    bare_parts,
    has_open_request,
    some,
    within,
)
from storage.subscriber_rows import suppression
from storage.tables import caller, inbox, outbox, timer, word
from storage.talk_rows import talk
from storage.transaction import Kind, Transaction

# What is kept for a time of its own, by the name of its setting ([privacy] keep_...).
MESSAGES, ANSWERS, PARKED_ITEMS = "messages", "answers", "parked"
TRACES, ANSWER_TRACES = "traces", "answer-traces"
CALLERS, REMINDERS, CONTACTS = "callers", "reminders", "contacts"
CONSENTS, REQUESTS, ACCESS_LOG, ORDERS = "consents", "requests", "access-log", "certificate-orders"
PERMITS, GATE_CHANGES = "permits", "gate-changes"
RECIPIENTS: Final = "recipients"  # of broadcasts, once those have ended
LISTS: Final = "recipient-lists"
SUPPRESSIONS: Final = "suppressions"  # dead addresses: a number is given to another
TALKS: Final = "talks"  # with a person, once they are closed
AUDIT: Final = "audit"

_by_itself = sa.and_(inbox.c.reason == NOTHING, inbox.c.done_at < BEFORE)
_for_a_person = sa.and_(inbox.c.reason != NOTHING, inbox.c.done_at < BEFORE)
_nameless = sa.and_(inbox.c.lane == NOTHING, inbox.c.sender == NOTHING)
_old_trace = sa.and_(DEALT_WITH, sa.not_(HAS_WORDS), inbox.c.done_at < BEFORE)
_later = consent.alias()
_superseded = sa.exists().where(
    _later.c.lane == consent.c.lane, _later.c.topic == consent.c.topic, _later.c.id > consent.c.id
)
_waits = sa.exists().where(timer.c.lane == caller.c.lane)
# A conversation that asked for no more notices is known as such for ever.
_idle = sa.and_(
    caller.c.updated_at < BEFORE,
    caller.c.stopped == sa.false(),
    sa.not_(_waits),
    sa.not_(has_open_request(caller.c.lane)),
)


def _is_gone(table: sa.Table) -> sa.ColumnElement[bool]:
    return sa.not_(sa.exists().where(request.c.reference == table.c.reference))


# Orders of certificates that came to nothing. A paid one is never among them: somebody is owed something.
_given_up = sa.and_(
    sa.or_(*(certificate_order.c.state == word(each.value) for each in (OrderState.UNPAID, OrderState.HELD))),
    certificate_order.c.wake_at.is_(None),
    certificate_order.c.made_at < BEFORE,
)

# Permits that ended. The last change told to the gates stays: the next one has the number after it.
_last_day = sa.bindparam("last_day", type_=sa.Date())
_permit_over = sa.and_(
    sa.or_(permit.c.ended_at < BEFORE, permit.c.valid_until < _last_day),
    permit.c.state != word("suspended"),
)
_permit_is_gone = sa.not_(sa.exists().where(permit.c.number == permit_plate.c.permit))
_told_long_ago = sa.and_(
    gate_change.c.at < BEFORE,
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
STATEMENTS: Mapping[str, Sequence[sa.Insert | sa.Update | sa.Delete]] = {
    MESSAGES: (bare(within(inbox), _by_itself),),
    ANSWERS: (bare_parts(within(outbox), outbox.c.updated_at < BEFORE),),
    PARKED_ITEMS: (bare(within(inbox), _for_a_person),),
    TRACES: (
        sa.delete(inbox).where(within(inbox), _old_trace, sa.not_(COMES_AGAIN)),
        sa.update(inbox)
        .where(within(inbox), _old_trace, COMES_AGAIN, sa.not_(_nameless))
        .values(lane=NOTHING, sender=NOTHING),
    ),
    ANSWER_TRACES: (
        sa.delete(outbox).where(
            within(outbox), PART_OVER, sa.not_(PART_HAS_WORDS), outbox.c.updated_at < BEFORE
        ),
    ),
    CALLERS: (sa.delete(caller).where(some(caller, _idle)),),
    REMINDERS: (
        sa.delete(reminder).where(some(reminder, reminder.c.done == sa.true(), reminder.c.at < BEFORE)),
    ),
    CONTACTS: (sa.delete(contact).where(some(contact, contact.c.revoked_at < BEFORE)),),
    CONSENTS: (
        sa.delete(consent).where(
            some(consent, consent.c.at < BEFORE, sa.or_(_superseded, consent.c.given == sa.false()))
        ),
    ),
    REQUESTS: (
        sa.delete(request).where(some(request, sa.not_(is_open), request.c.answered_at < BEFORE)),
        sa.delete(request_event).where(some(request_event, _is_gone(request_event))),
        sa.delete(request_document).where(some(request_document, _is_gone(request_document))),
    ),
    ORDERS: (sa.delete(certificate_order).where(some(certificate_order, _given_up)),),
    PERMITS: (
        sa.delete(permit).where(some(permit, _permit_over)),
        sa.delete(permit_plate).where(some(permit_plate, _permit_is_gone)),
    ),
    GATE_CHANGES: (sa.delete(gate_change).where(some(gate_change, _told_long_ago)),),
    RECIPIENTS: LET_GO_OF_RECIPIENTS,
    LISTS: LET_GO_OF_LISTS,
    SUPPRESSIONS: (sa.delete(suppression).where(some(suppression, suppression.c.since < BEFORE)),),
    TALKS: (sa.delete(talk).where(some(talk, talk.c.closed_at < BEFORE)),),
    AUDIT: (sa.delete(audit).where(some(audit, audit.c.at < BEFORE)),),
    ACCESS_LOG: (sa.delete(access_log).where(some(access_log, access_log.c.at < BEFORE)),),
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
    removed = 0
    for statement in STATEMENTS[one.kind]:
        rows = transaction.connection.execute(statement, given).rowcount
        removed += 0 if isinstance(statement, sa.Insert) else rows
    add_to_run(transaction.connection, one.kind, removed, transaction.now)
    return removed


# Lets go of some rows of a kind; how many. To be asked again until it says none, or the table is walked.
LET_GO: Kind[Round, int] = Kind("let-go", _let_go_all)


def numbers_of(connection: sa.Connection, kind: str) -> tuple[int, int]:
    """Tell the numbers between which a long table is to be walked: the first less one, and the last."""
    number = WALKED[kind].c.id
    first, last = connection.execute(sa.select(sa.func.min(number), sa.func.max(number))).one()
    return (0, 0) if first is None else (first - 1, last)


def began_at(connection: sa.Connection) -> datetime | None:
    """Tell when the oldest message came that is there, or the first broadcast was made; None: neither."""
    oldest = sa.select(inbox.c.accepted_at).order_by(inbox.c.id).limit(1)
    first = sa.select(broadcast.c.made_at).order_by(broadcast.c.id).limit(1)
    found = (connection.scalar(oldest), connection.scalar(first))
    return min((each for each in found if each is not None), default=None)
