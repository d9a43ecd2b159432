"""What a conversation has agreed to receive unasked, by topic: each yes and no is kept (GDPR art. 7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

import sqlalchemy as sa

from bot.records import LANE, Record
from storage.contacts import contact
from storage.database import Database
from storage.instants import Instant, to_ms
from storage.prepared import Prepared
from storage.requests import IN_HAND
from storage.tables import RowId, inbox, metadata
from storage.topics import KNOWN, Topic
from storage.veiled import VEILED_LANE, Veiled

VERSION: Final = 2  # of the words by which consent is asked for: grows whenever they say something else
# How it was said: to the service, by STOP, with all other data; to somebody at the desk, or elsewhere, as a
# file that was brought in says.
ASKED, STOPPED, ERASED, AT_DESK, IMPORTED = "asked", "stop", "erased", "desk", "import"


@dataclass(frozen=True, slots=True)
class Consent:
    """The last word of a conversation on a topic.

    `how` is ASKED, STOPPED, ERASED, AT_DESK or IMPORTED, `version` that of the words it answered, `message`
    the number of the message that said it: as long as that is kept, the proof in the citizen's own words.
    `proof` says where it is kept otherwise: a paper at the desk, a register of another system.
    """

    topic: str
    given: bool
    at: datetime
    how: str
    version: int
    message: int | None
    proof: str = ""


# Only ever added to while it counts: the last row of a lane and a topic is what holds.
consent = sa.Table(
    "consent",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("lane", VEILED_LANE, nullable=False),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Column("given", sa.Boolean, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("how", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("message", sa.BigInteger),
    sa.Column("proof", Veiled("consent.proof"), nullable=False, server_default=""),  # if no message is it
    sa.Index("ix_consent_lane", "lane", "topic", "id"),
)

_lane = sa.bindparam("lane", type_=VEILED_LANE)
_COLUMNS = tuple(consent.c[name] for name in Consent.__slots__)
_SAY = Prepared(
    sa.insert(consent).values(
        {name: sa.bindparam(name) for name in ("topic", "given", "at", "how", "version")}
        | {"lane": _lane, "message": IN_HAND}
    )
)
_later = consent.alias()
_last = (
    consent.c.id
    == sa.select(sa.func.max(_later.c.id))
    .where(_later.c.lane == consent.c.lane, _later.c.topic == consent.c.topic)
    .correlate(consent)
    .scalar_subquery()
)
_HOLDING = sa.select(*_COLUMNS).where(consent.c.lane == _lane, _last)
_HISTORY = sa.select(*_COLUMNS).where(consent.c.lane == _lane).order_by(consent.c.id)
_AGREED = (
    sa.select(consent.c.lane)
    .where(consent.c.topic == sa.bindparam("about", type_=sa.Text()), consent.c.given, _last)
    .order_by(consent.c.lane)
)
# The moment of a turn: that at which its message was done with.
_NOW = (
    sa.select(sa.type_coerce(sa.func.max(inbox.c.done_at), sa.BigInteger()))
    .where(inbox.c.lane == _lane)
    .scalar_subquery()
)
# One row for each topic that is agreed to: who has agreed to nothing has nothing to take back.
_lanes_of = sa.select(contact.c.lane).where(contact.c.citizen == sa.bindparam("of_citizen", type_=sa.Text()))


def _withdrawal(
    at: sa.ColumnElement[int], message: sa.ColumnElement[Any], whose: sa.ColumnElement[bool]
) -> Prepared:
    how = sa.bindparam("how", type_=sa.Text())
    columns = (consent.c.lane, consent.c.topic, sa.false(), at, how, consent.c.version, message)
    found = sa.select(*columns).where(consent.c.given, _last, whose)
    names = ["lane", "topic", "given", "at", "how", "version", "message"]
    return Prepared(sa.insert(consent).from_select(names, found))


_WITHDRAW = _withdrawal(_NOW, IN_HAND, consent.c.lane == _lane)
_WITHDRAW_ALL = _withdrawal(
    sa.bindparam("at", type_=sa.BigInteger()), sa.null(), consent.c.lane.in_(_lanes_of)
)


def say_consent(topic: Topic, at: datetime, *, given: bool) -> Record:
    """Keep a yes or a no of whoever the turn belongs to."""
    values = {"topic": topic.value, "given": given, "at": to_ms(at), "how": ASKED, "version": VERSION}
    return Record(_SAY, {"lane": LANE, **values})


def withdraw_consents(how: str = STOPPED) -> Record:
    """Take back within a turn all that its conversation has agreed to, by STOP or with its data."""
    return Record(_WITHDRAW, {"lane": LANE, "how": how})


def withdraw_all_consents(citizen: str, at: datetime) -> Record:
    """Take back all that a citizen's conversations have agreed to, with their data."""
    return Record(_WITHDRAW_ALL, {"of_citizen": citizen, "at": to_ms(at), "how": ERASED})


def consents_of(connection: sa.Connection, lane: str) -> Sequence[Consent]:
    """Read every word of a conversation, the oldest first."""
    return [Consent(*row) for row in connection.execute(_HISTORY, {"lane": lane})]


class Consents(Protocol):
    """What conversations have agreed to, as handlers see it."""

    async def of(self, lane: str) -> Mapping[Topic, Consent]:
        """Read the last word of a conversation on each topic that it has said one on."""


@dataclass(frozen=True, slots=True)
class SqlConsents:
    """Consents in the database."""

    database: Database

    async def of(self, lane: str) -> Mapping[Topic, Consent]:
        """As Consents."""
        found = await self.database.reader.fetch(
            lambda connection: [Consent(*row) for row in connection.execute(_HOLDING, {"lane": lane})]
        )
        return {KNOWN[each.topic]: each for each in found if each.topic in KNOWN}

    async def agreed(self, topic: Topic) -> Sequence[str]:
        """List the conversations that have agreed to a topic and not taken it back: for who sends to many."""
        return await self.database.reader.fetch(
            lambda connection: list(connection.scalars(_AGREED, {"about": topic.value}))
        )
