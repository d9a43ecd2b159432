"""An alert of a colleague's, let go in chat by who approves: its text and its reach are shown first.

Whoever wrote or submitted it is refused by the store itself. To everybody else the service does not exist.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.alert_text import in_language
from bot.service import QUIET, Outcome, Service, confirm, done
from bot.values import Money
from bot.values.moment import Moment
from handlers.approve_broadcast.code import BroadcastCode
from handlers.send_broadcast import Reckoning
from storage.broadcasts import Broadcast, Broadcasts, Done, State, Why
from storage.staff_lanes import Officers
from storage.staff_rows import Officer, Role

_WAITS: Final = frozenset({State.SUBMITTED, State.HELD})
_CENT: Final = 10_000  # millionths of a euro
_COUNTED: Final = 2_000  # texts that are measured one by one, where they differ
_USUAL: Final = ("it",)


@dataclass(frozen=True)
class ApproveBroadcast:
    """What we ask."""

    code: BroadcastCode


@dataclass(frozen=True, slots=True)
class Seen:
    """The version that was shown, and how many people it was said to reach."""

    number: int
    version: int
    people: int


async def review(
    form: ApproveBroadcast, *, lane: str, officers: Officers, broadcasts: Broadcasts, reckoning: Reckoning
) -> Outcome:
    """Show what is to be approved, to somebody else than who wrote it."""
    officer = await _approver(officers, lane)
    if officer is None:
        return done("not-here")
    one = await broadcasts.by_code(form.code.code)
    if one is None:
        return done("unknown", code=form.code)
    if refusal := _refused_before(one, officer):
        return refusal
    reckoned = await reckoning.of(one.draft, _COUNTED)
    text = in_language(one.draft.texts, _USUAL[0], _USUAL)
    until = one.draft.valid_until
    now = broadcasts.database.clock()
    return confirm(
        "preview",
        reviewed=Seen(one.id, one.version, reckoned.count.people),
        code=one.code,
        kind=one.draft.kind.value,
        by=one.submitted_by,
        text="\n".join(filter(None, (text.title, text.body))),
        people=reckoned.count.people,
        messages=reckoned.messages,
        price=Money(-(-reckoned.micros // _CENT)),
        until=Moment(until.astimezone(now.tzinfo), now.date()) if until else "-",
    )


def _refused_before(one: Broadcast, officer: Officer) -> Outcome | None:
    """Say at once what the store would say later, so that nobody reads and counts in vain."""
    if officer.name in {each.who for each in one.approvals}:
        return done("approved", code=one.code, state=one.state.value)
    if one.state not in _WAITS:
        return done("not-waiting", code=one.code, state=one.state.value)
    if officer.name in (one.submitted_by, one.edited_by):
        return done("own", code=one.code)
    return None


async def fulfil(
    form: ApproveBroadcast, *, reviewed: Seen, lane: str, officers: Officers, broadcasts: Broadcasts
) -> Outcome:
    """Approve what was shown; a turn that runs again finds it approved by the same hand."""
    officer = await _approver(officers, lane)
    if officer is None:
        return done("not-here")
    answer = await broadcasts.approve(reviewed.number, officer.name, reviewed.version, reviewed.people)
    if isinstance(answer, Done):
        return done("approved", code=answer.code, state=answer.state.value)
    one = await broadcasts.one(reviewed.number)
    if one is not None and officer.name in {each.who for each in one.approvals}:
        return done("approved", code=one.code, state=one.state.value)
    if answer.why is Why.OWN:
        return done("own", code=form.code)
    return done("refused", code=form.code, why=answer.why.value, by=answer.by or "-")


async def asked(
    payload: Mapping[str, object], *, lane: str, officers: Officers, broadcasts: Broadcasts
) -> Outcome:
    """Tell who approves that something waits for them, if it still does."""
    officer, one = await _approver(officers, lane), await broadcasts.by_code(str(payload["code"]))
    if officer is None or one is None or _refused_before(one, officer):
        return done(QUIET)
    text = in_language(one.draft.texts, _USUAL[0], _USUAL)
    return done(
        "asked",
        code=one.code,
        kind=one.draft.kind.value,
        by=one.submitted_by,
        text=text.title or text.body,
        people=one.counted or 0,
    )


async def _approver(officers: Officers, lane: str) -> Officer | None:
    """Tell who writes; None if their right has ended meanwhile."""
    officer = await officers.of(lane)
    return officer if officer is not None and Role.APPROVER in officer.roles else None


SERVICE = Service(
    "approve_broadcast",
    ApproveBroadcast,
    fulfil,
    review=review,
    events={"asked": asked},
    group="data",
    staff=Role.APPROVER.value,
)
