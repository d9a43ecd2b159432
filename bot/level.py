"""How sure we are of who writes: what a service asks for, and what a conversation has proven."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum
from typing import Protocol

from bot.fixed import fixed
from bot.message import Inbound
from bot.records import Record


class Level(IntEnum):
    """What a service asks for: green, yellow, red."""

    OPEN = 0  # anybody
    REGISTERED = 1  # a contact that was bound to a citizen, and is still theirs
    IDENTIFIED = 2  # identity proven just now: SPID, CIE, CNS, local credentials, own PEC


@fixed
class Standing:
    """What a conversation has proven, now: `citizen` is an opaque id, empty for nobody we know.

    `proof` says by what: "contact", "credentials", "pec", "spid-2", "cie-3", "cns", "desk". `until` is when
    the level falls; None for one that holds for this message only. `acting_for` is the citizen on whose
    behalf is acted, empty for oneself, `acting_name` what they are called, and `acting_in` the services in
    which, none for all. `unconfirmed` says that a PIN is to be given before an act with effect. `since` is
    when the conversation was taken over from another citizen, None if it is known to be nobody else's before.
    """

    level: Level = Level.OPEN
    citizen: str = ""
    proof: str = ""
    until: datetime | None = None
    acting_for: str = ""
    acting_name: str = ""
    acting_in: tuple[str, ...] = ()
    unconfirmed: bool = False
    since: datetime | None = None

    @property
    def subject(self) -> str:
        """Whose affairs these are: the citizen on whose behalf is acted, else whoever writes."""
        return self.acting_for or self.citizen

    def as_oneself(self) -> "Standing":
        """Leave out on whose behalf is acted."""
        return replace(self, acting_for="", acting_name="", acting_in=())


NOBODY = Standing()


@dataclass(frozen=True)
class Invitation:
    """A one-time link to prove who one is: it counts once its `records` are written with the turn.

    `code` is the short code that the page shows too, so that a forwarded link gives itself away.
    """

    url: str
    code: str
    until: datetime
    records: Sequence[Record]


class Identity(Protocol):
    """Whoever knows citizens and their contacts."""

    async def standing(self, inbound: Inbound) -> Standing:
        """Tell what the sender of a message has proven, by its lane and by what its network proves."""

    async def invite(self, lane: str, level: Level, service: str) -> Invitation:
        """Make a link by which a conversation may reach a level; older links of it end with it.

        `service` is empty for who asks for it by himself. Raises LookupError if nothing can prove it.
        """

    async def ask_pin(self, lane: str, citizen: str, service: str) -> Invitation:
        """Make a link by which a citizen gives their PIN in a conversation; older ones of it end with it."""

    async def leave(self, lane: str) -> Sequence[Record]:
        """End what was proven from a conversation, and its links; it stays bound to its citizen.

        It counts once the records are written with the turn.
        """


class NoIdentity:
    """Knows nobody and invites nobody: for a counter whose services are all open."""

    async def standing(self, inbound: Inbound) -> Standing:  # noqa: ARG002 - the protocol's
        """Nobody is known."""
        return NOBODY

    async def invite(self, lane: str, level: Level, service: str) -> Invitation:
        """There is nothing to prove anything with; raises LookupError."""
        del lane
        raise LookupError(f"{service} asks for {level.name}, and there is no way to prove it")

    async def ask_pin(self, lane: str, citizen: str, service: str) -> Invitation:
        """Nobody has a PIN; raises LookupError."""
        raise LookupError(f"nobody has a PIN: {lane} {citizen} {service}")

    async def leave(self, lane: str) -> Sequence[Record]:  # noqa: ARG002 - the protocol's
        """There is nothing to end."""
        return ()
