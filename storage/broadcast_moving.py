"""Broadcasts moved along: submitted, rejected, paused, resumed, cancelled."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage import transaction as writing
from storage.audience import Policy
from storage.audience_query import BadQuery, check_query
from storage.broadcast_deeds import Happened, each
from storage.broadcast_dropping import drop
from storage.broadcast_records import Answer, Broadcast, Deed, Draft, Kind, Refused, State, Unfit, What, Why
from storage.broadcast_rows import broadcast, recipient_list
from storage.broadcast_writes import SENDING, UNSUBMITTED, WRITABLE
from storage.transaction import Transaction


def is_late(draft: Draft, now: datetime) -> bool:
    """Tell whether there is no time (left) in which it could leave."""
    begins = max(now, draft.starts_at or now)
    return draft.valid_until is not None and draft.valid_until <= begins


def _submit(transaction: Transaction, found: Broadcast, deed: Deed) -> Happened | Refused:
    if unfit := _unfit(transaction.connection, found.draft, deed):
        return unfit
    if is_late(found.draft, transaction.now):
        return Refused(Why.LATE)
    change: dict[str, Any] = {
        "state": State.SUBMITTED.value,
        "submitted_by": deed.by,
        "submitted_at": transaction.now,
        "counted": deed.counted,
        "micros": deed.micros,
    }
    return Happened(What.SUBMITTED, change, str(deed.counted), renewed=True)


def _unfit(connection: sa.Connection, draft: Draft, deed: Deed) -> Refused | None:
    """Say what is missing."""
    try:
        check_query(draft.audience.query)
    except BadQuery as problem:
        return Refused(Why.UNFIT, unfit=Unfit.QUERY, detail=str(problem))
    audience = draft.audience
    unasked = audience.everyone or draft.kind is Kind.EMERGENCY
    faults = {
        Unfit.TEXTS: not draft.texts or not all(text.body.strip() for text in draft.texts.values()),
        Unfit.AUDIENCE: not audience.names_somebody,
        Unfit.LIST: not _are_ready(connection, audience.list, audience.excluded_list),
        Unfit.UNTIL: draft.valid_until is None,
        Unfit.BASIS: unasked and not draft.basis.strip(),
        Unfit.POLICY: draft.policy is Policy.ALL and draft.kind is not Kind.EMERGENCY,
        Unfit.TRAINING: not _is_as_serious(connection, draft),
        Unfit.NOBODY: deed.counted < 1 or deed.micros < 0,
    }
    return next((Refused(Why.UNFIT, unfit=unfit) for unfit, is_so in faults.items() if is_so), None)


def _are_ready(connection: sa.Connection, *numbers: int | None) -> bool:
    wanted = {number for number in numbers if number is not None}
    ready = sa.select(recipient_list.c.id).where(recipient_list.c.id.in_(wanted), recipient_list.c.ready)
    return not wanted or set(connection.scalars(ready)) == wanted


def _is_as_serious(connection: sa.Connection, draft: Draft) -> bool:
    corrects = draft.audience.corrects
    if corrects is None:
        return True
    return draft.training == connection.scalar(
        sa.select(broadcast.c.training).where(broadcast.c.id == corrects)
    )


def _reject(transaction: Transaction, found: Broadcast, deed: Deed) -> Happened | Refused:  # noqa: ARG001 - an Act
    if not deed.reason.strip():
        return Refused(Why.REASON)
    return Happened(What.REJECTED, UNSUBMITTED, deed.reason, renewed=True)


def _pause(transaction: Transaction, found: Broadcast, deed: Deed) -> Happened | Refused:  # noqa: ARG001 - an Act
    return Happened(What.PAUSED, {"state": State.PAUSED.value}, deed.reason)


def _resume(transaction: Transaction, found: Broadcast, deed: Deed) -> Happened | Refused:
    until = found.draft.valid_until
    if until is not None and until <= transaction.now:
        return Refused(Why.LATE)
    return Happened(What.RESUMED, {"state": State.RUNNING.value}, deed.reason)


def _cancel(transaction: Transaction, found: Broadcast, deed: Deed) -> Happened | Refused:
    drop(transaction, found.id)  # the rest of very many by and by: none of them leaves from now on
    change = {"state": State.CANCELLED.value, "ended_at": transaction.now}
    return Happened(What.CANCELLED, change, deed.reason)


# Puts a draft before who approves it, with the people and the money that its writer was shown.
SUBMIT: writing.Kind[Deed, Answer] = writing.Kind("submit-broadcast", each(_submit, (State.DRAFT,)))
# Gives it back to its writer.
REJECT: writing.Kind[Deed, Answer] = writing.Kind(
    "reject-broadcast", each(_reject, (State.SUBMITTED, State.HELD))
)
# Lets no more of it leave, until it is resumed.
PAUSE: writing.Kind[Deed, Answer] = writing.Kind("pause-broadcast", each(_pause, (State.RUNNING,)))
# Lets it go on where it was.
RESUME: writing.Kind[Deed, Answer] = writing.Kind("resume-broadcast", each(_resume, (State.PAUSED,)))
# Puts an end to it.
CANCEL: writing.Kind[Deed, Answer] = writing.Kind("cancel-broadcast", each(_cancel, (*WRITABLE, *SENDING)))
