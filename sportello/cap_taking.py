"""A file of CAP taken in: read, checked, placed in the city, and made a draft for people to agree to."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from platforms.cap.alert import Alert, MessageType, Scope, Status
from platforms.cap.reading import read_alert
from sportello.cap_areas import City, Place
from sportello.cap_drafting import Drafted, draft_of
from sportello.settings import Settings
from storage.alerts import TAKE, Coming, Taken
from storage.database import Database
from storage.zones import list_zones


class Left(StrEnum):
    """Why an alert is left alone."""

    SCOPE = "scope"  # it is not for the public
    STATUS = "status"  # it is a sender's draft, or among machines
    KIND = "kind"  # it answers another message
    OVER = "over"  # its time is over
    ELSEWHERE = "elsewhere"  # it is not about this city


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of a file: why it was left alone, or what it became and where it holds."""

    alert: Alert
    left: Left | None = None
    taken: Taken | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class CapDesk:
    """Takes alerts in; `codes` stand for all of this city in others' lists, `languages` are the city's."""

    database: Database
    name: str
    languages: Sequence[str]
    codes: frozenset[str] = frozenset()

    async def take(self, data: bytes, by: str) -> TakenIn:
        """Take a file in, brought by one of the staff. The same again becomes nothing more.

        Raises BadAlert if it is no good message of CAP 1.2, StoreUnavailable.
        """
        alert = await asyncio.to_thread(read_alert, data)
        if left := self._left(alert):
            return TakenIn(alert, left)
        zones = await self.database.reader.fetch(list_zones)
        city = City(self.name, zones, self.codes)
        drafted = await asyncio.to_thread(partial(draft_of, alert, city, self.languages))
        if drafted is None:
            return TakenIn(alert, Left.ELSEWHERE)
        taken = await self.database.writer.submit(TAKE, _coming(alert, data, drafted, by))
        return TakenIn(alert, None, taken, drafted.place)

    def _left(self, alert: Alert) -> Left | None:
        if alert.scope is not Scope.PUBLIC:
            return Left.SCOPE
        if alert.status in (Status.SYSTEM, Status.DRAFT):
            return Left.STATUS
        if alert.kind in (MessageType.ACK, MessageType.ERROR):
            return Left.KIND
        ends = [info.expires for info in alert.infos]
        now = self.database.clock()
        if ends and all(end is not None and end <= now for end in ends) and not _cancels(alert):
            return Left.OVER
        return None


def _cancels(alert: Alert) -> bool:
    return alert.kind is MessageType.CANCEL


def _coming(alert: Alert, data: bytes, drafted: Drafted, by: str) -> Coming:
    return Coming(
        key=f"{alert.sender},{alert.identifier}",
        sender=alert.sender,
        sent_at=alert.sent,
        kind=alert.kind.value,
        refers=tuple(f"{each.sender},{each.identifier}" for each in alert.references),
        expires_at=drafted.expires_at,
        document=data.decode("utf-8", "replace"),
        draft=drafted.draft,
        codes=drafted.codes,
        by=by,
    )


def cap_desk(settings: Settings, database: Database) -> CapDesk:
    """Make the one of this city."""
    codes = frozenset(settings.broadcasts.cap_codes)
    return CapDesk(database, settings.city.name, settings.city.languages, codes)
