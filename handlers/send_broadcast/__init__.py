"""An alert written in chat by somebody of the staff: shown with what it reaches and costs, then submitted.

Nothing leaves by this: somebody else approves it. To everybody else the service does not exist.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from bot.alert_text import names_in, strays
from bot.clock import Clock
from bot.service import Outcome, Service, again, ask, confirm, done
from bot.values import Choice, FreeText, Money
from bot.values.value import Option
from handlers.consents.spoken import NAMES
from handlers.send_broadcast.until import Until
from storage.audience import Audience, Policy
from storage.broadcasts import Broadcast, Broadcasts, Done, Draft, Kind, State, Text
from storage.staff_lanes import Officers
from storage.staff_rows import Officer, Role
from storage.topics import Topic
from storage.zones import Zones

_LANGUAGE: Final = "it"  # what staff write in chat; further languages are written at the desk
_EVERYWHERE: Final = Option(
    "*", "tutta la città", ("tutto il comune", "tutte le zone", "ovunque", "tutte", "tutta", "whole city")
)
_HEADS: Final = {Kind.NOTICE: "Avviso", Kind.EMERGENCY: "Allerta"}
_CENT: Final = 10_000  # millionths of a euro
_LOOK_BACK: Final = 20  # broadcasts among which one that this very turn has made is looked for
_AGO: Final = timedelta(minutes=30)
_COUNTED: Final = 2_000  # texts that are measured one by one, where they differ


class Counted(Protocol):
    """How many people an audience reaches."""

    @property
    def people(self) -> int:
        """Each of them once."""


class Reckoned(Protocol):
    """What a draft comes to."""

    @property
    def count(self) -> Counted:
        """Whom it reaches."""

    @property
    def messages(self) -> int:
        """How many leave."""

    @property
    def segments(self) -> int:
        """How many segments the SMS among them need."""

    @property
    def micros(self) -> int:
        """What they cost, in millionths of a euro."""


class Reckoning(Protocol):
    """Who reckons drafts up."""

    async def of(self, draft: Draft, most: int | None = None) -> Reckoned:
        """Count the audience as it is now, and what the texts cost there."""


@dataclass(frozen=True)
class SendBroadcast:
    """What we ask."""

    kind: Kind
    topic: Topic
    zone: Choice
    until: Until
    text: FreeText | None = None  # by itself, once all else is known: its words could be any of it
    basis: FreeText | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What the writer said yes to."""

    draft: Draft
    people: int
    micros: int


async def zones_to_choose(*, zones: Zones) -> Sequence[Option]:
    """Offer every zone, and the whole city."""
    return (*await zones.choices(), _EVERYWHERE)


async def review(
    form: SendBroadcast, *, lane: str, officers: Officers, reckoning: Reckoning, clock: Clock
) -> Outcome:
    """Show the text as it will read, whom it reaches, what it costs."""
    if await _editor(officers, lane) is None:
        return done("not-here")
    until = datetime.combine(form.until.day, form.until.hour, clock().tzinfo)
    if until <= clock():
        return again("late", blame=("until",))
    if form.text is None:
        return ask("which-text", "text")
    if names_in(form.text.text) or strays(form.text.text):
        return again("braces", blame=("text",))
    if form.kind is Kind.EMERGENCY and form.basis is None:
        return ask("which-basis", "basis")
    return await _shown(_draft(form, form.text.text, until), form.until, reckoning)


async def _shown(draft: Draft, until: Until, reckoning: Reckoning) -> Outcome:
    reckoned = await reckoning.of(draft, _COUNTED)
    if not reckoned.count.people:
        return again("nobody", blame=("topic", "zone"))
    return confirm(
        "preview",
        reviewed=Shown(draft, reckoned.count.people, reckoned.micros),
        kind=draft.kind.value,
        text=f"{draft.texts[_LANGUAGE].title}\n{draft.texts[_LANGUAGE].body}",
        people=reckoned.count.people,
        messages=reckoned.messages,
        segments=reckoned.segments,
        price=Money(-(-reckoned.micros // _CENT)),
        until=until,
    )


def _draft(form: SendBroadcast, text: str, until: datetime) -> Draft:
    emergency = form.kind is Kind.EMERGENCY
    return Draft(
        form.kind,
        Policy.ALL if emergency else Policy.CHEAPEST,
        {_LANGUAGE: Text(f"{_HEADS[form.kind]} {NAMES[form.topic][_LANGUAGE]}", text)},
        Audience(
            topics=(form.topic.value,), zones=() if form.zone.key == _EVERYWHERE.key else (form.zone.key,)
        ),
        basis=form.basis.text if emergency and form.basis else "",
        valid_until=until,
        public=True,
    )


async def fulfil(
    form: SendBroadcast,  # noqa: ARG001 - what was shown has it all
    *,
    reviewed: Shown,
    lane: str,
    officers: Officers,
    broadcasts: Broadcasts,
) -> Outcome:
    """Make it and put it before who approves; asked again for the same turn, find what was made."""
    officer = await _editor(officers, lane)
    if officer is None:
        return done("not-here")
    made = await _made_already(reviewed.draft, officer, broadcasts)
    if made is None:
        given = await broadcasts.make(reviewed.draft, officer.name)
        number, version, code = given.id, given.version, given.code
    elif made.state is not State.DRAFT:
        return done("submitted", code=made.code)
    else:
        number, version, code = made.id, made.version, made.code
    answer = await broadcasts.submit(number, officer.name, version, reviewed.people, reviewed.micros)
    if isinstance(answer, Done):
        return done("submitted", code=code)
    unfit = answer.unfit.value if answer.unfit else "none"
    return done("refused", code=code, why=answer.why.value, unfit=unfit)


async def _made_already(draft: Draft, officer: Officer, broadcasts: Broadcasts) -> Broadcast | None:
    """Find the same words for the same people, made by the same hand just now: the turn runs again."""
    since = broadcasts.database.clock() - _AGO
    for one in await broadcasts.list((), _LOOK_BACK):
        same = one.draft.texts == draft.texts and one.draft.audience == draft.audience
        if same and one.made_by == officer.name and one.made_at > since and one.state is not State.CANCELLED:
            return one
    return None


async def _editor(officers: Officers, lane: str) -> Officer | None:
    """Tell who writes; None if their right has ended meanwhile."""
    officer = await officers.of(lane)
    return officer if officer is not None and Role.EDITOR in officer.roles else None


SERVICE = Service(
    "send_broadcast",
    SendBroadcast,
    fulfil,
    review=review,
    options={"zone": zones_to_choose},
    group="data",
    staff=Role.EDITOR.value,
)
