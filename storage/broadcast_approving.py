"""Broadcasts let go by somebody else than who wrote them; in an emergency by one alone, reviewed later."""

import sqlalchemy as sa

from storage import transaction as writing
from storage.broadcast_deeds import Happened, each, refused
from storage.broadcast_moving import is_late
from storage.broadcast_records import Answer, Broadcast, Deed, Kind, Refused, State, Unfit, What, Why
from storage.broadcast_rows import broadcast_approval
from storage.transaction import Transaction

_WAITING = (State.SUBMITTED, State.HELD)
_LET_GO = tuple(state for state in State if state not in (State.DRAFT, *_WAITING))


def approvals_needed(one: Broadcast, budget: int, counted: int = 0, micros: int = 0) -> int:
    """Tell how many people must agree to what costs so much for so many; both in millionths of a euro.

    `micros` is what it comes to by now, if somebody has reckoned anew: the higher figure counts. What reaches
    more people than its estimate says costs more in proportion. A drill costs nothing.
    """
    estimated = max(one.counted or 1, 1)
    micros = max(micros, (one.micros or 0) * max(counted, estimated) // estimated)
    return 2 if micros > budget and not one.draft.training else 1


def _approve(transaction: Transaction, found: Broadcast, deed: Deed) -> Happened | Refused:
    """Agree to it as it stands: neither who wrote it last nor who submitted it can."""
    if deed.by in (found.submitted_by, found.edited_by):
        return Refused(Why.OWN, state=found.state)
    if deed.by in _who(found):
        return Refused(Why.TWICE, state=found.state)
    if is_late(found.draft, transaction.now):
        return Refused(Why.LATE, state=found.state)
    if deed.counted < 1:
        return Refused(Why.UNFIT, state=found.state, unfit=Unfit.NOBODY)
    _agree(transaction, found, deed.by, deed.counted)
    most = max([deed.counted, *(one.counted for one in found.approvals)])
    enough = len(found.approvals) + 1 >= approvals_needed(found, deed.budget, most, deed.micros)
    change = {"state": State.APPROVED.value, "approved_at": transaction.now, "held": ""} if enough else {}
    return Happened(What.APPROVED, change, str(deed.counted))


def _release(transaction: Transaction, found: Broadcast, deed: Deed) -> Happened | Refused:
    """Let an emergency go on one's own word, whoever wrote it."""
    if found.draft.kind is not Kind.EMERGENCY:
        return Refused(Why.KIND, state=found.state)
    if not deed.reason.strip():
        return Refused(Why.REASON, state=found.state)
    if is_late(found.draft, transaction.now):
        return Refused(Why.LATE, state=found.state)
    if deed.by not in _who(found):
        _agree(transaction, found, deed.by, found.counted or 0)
    change = {
        "state": State.APPROVED.value,
        "approved_at": transaction.now,
        "urgent": deed.reason,
        "held": "",
    }
    return Happened(What.RELEASED, change, deed.reason)


def _review(transaction: Transaction, found: Broadcast, deed: Deed) -> Happened | Refused:
    """Look at what one person alone has let go: somebody who had no part in it."""
    if not found.urgent:
        return refused(transaction.connection, found, Why.STATE)
    if deed.by in (*_who(found), found.submitted_by, found.edited_by):
        return Refused(Why.OWN, state=found.state)
    if not found.unreviewed:
        return Refused(Why.TWICE, state=found.state)
    _agree(transaction, found, deed.by, found.counted or 0)
    return Happened(What.REVIEWED, detail=deed.reason)


def _who(found: Broadcast) -> list[str]:
    return [one.who for one in found.approvals]


def _agree(transaction: Transaction, found: Broadcast, who: str, counted: int) -> None:
    row = {"broadcast": found.id, "version": found.version, "who": who, "at": transaction.now}
    transaction.connection.execute(sa.insert(broadcast_approval), {**row, "counted": counted})


# Agrees to a version; with enough of them it goes when its time is there.
APPROVE: writing.Kind[Deed, Answer] = writing.Kind("approve-broadcast", each(_approve, _WAITING))
# Lets an emergency go alone.
RELEASE: writing.Kind[Deed, Answer] = writing.Kind("release-broadcast", each(_release, _WAITING))
# Notes that somebody has looked at what was let go alone.
REVIEW: writing.Kind[Deed, Answer] = writing.Kind("review-broadcast", each(_review, _LET_GO))
