"""Our broadcasts in CAP: made once when they begin or are called back, and kept as they were given out."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Final, TypeVar
from urllib.parse import urlsplit

from platforms.cap.alert import (
    Alert,
    Area,
    Category,
    Certainty,
    Info,
    MessageType,
    Named,
    Reference,
    Response,
    Scope,
    Severity,
    Status,
    Urgency,
)
from platforms.cap.writing import write_alert, write_references
from sportello.alert_wording import without_places
from sportello.cap_codes import settled
from sportello.settings import Settings
from storage.alert_codes import Codes
from storage.alert_publishing import PUBLISH, Due, Message, read_due
from storage.broadcast_records import Text
from storage.database import Database
from storage.zones import Zone, list_zones

E = TypeVar("E", Category, Response)

GEOCODE: Final = "zone"  # the name of our own list of zones
_LOCALES: Final = MappingProxyType({"it": "it-IT", "en": "en-GB"})


@dataclass(frozen=True, slots=True)
class Publisher:
    """Makes the messages of one city: `address` is the root of its public pages, `name` its own.

    `languages` are the city's: what it says stands in this order.
    """

    database: Database
    address: str
    name: str
    languages: Sequence[str] = ("it", "en")

    async def publish_due(self) -> int:
        """Give out what has begun or was called back since the last look; a chore, it brings no messages.

        What breaks off is done at the next look, of whatever process: a message has one name, and is kept
        once.
        """
        due = await self.database.reader.fetch(read_due)
        if not due:
            return 0
        zones = await self.database.reader.fetch(list_zones)
        for each in due:
            message = await asyncio.to_thread(partial(self.message, each, zones))
            await self.database.writer.submit(PUBLISH, message)
        return 0

    def message(self, due: Due, zones: Sequence[Zone]) -> Message:
        """Write the message; the same for the same broadcast, whenever it is asked."""
        alert = self._alert(due, zones)
        return Message(
            identifier=alert.identifier,
            sender=alert.sender,
            sent_at=alert.sent,
            kind=alert.kind.value,
            refers=write_references(alert),
            broadcast=due.one.id,
            expires_at=due.one.draft.valid_until,
            document=write_alert(alert).decode(),
        )

    @property
    def sender(self) -> str:
        """Our name in the world: the host of the public pages (3.2.1 sender)."""
        return urlsplit(self.address).hostname or "localhost"

    def _alert(self, due: Due, zones: Sequence[Zone]) -> Alert:
        one = due.one
        ended = due.called_back
        sent: datetime = (one.ended_at if ended else one.begun_at) or one.made_at
        kind = MessageType.CANCEL if ended else MessageType.UPDATE if due.earlier else MessageType.ALERT
        area = _area(due.zones, zones, self.name)
        texts = sorted(one.draft.texts.items(), key=self._place)
        infos = (self._info(due, language, text, area) for language, text in texts)
        return Alert(
            identifier=f"{self.sender}-{one.code}" + ("-cancel" if ended else ""),
            sender=self.sender,
            sent=sent,
            status=Status.ACTUAL,
            kind=kind,
            scope=Scope.PUBLIC,
            references=tuple(Reference(each.sender, each.identifier, each.sent_at) for each in due.earlier),
            infos=tuple(infos),
        )

    def _place(self, words: tuple[str, Text]) -> tuple[int, str]:
        language, _ = words
        known = language in self.languages
        return self.languages.index(language) if known else len(self.languages), language

    def _info(self, due: Due, language: str, text: Text, area: Area) -> Info:
        codes = settled(due.codes or Codes(), due.one.draft.kind, due.topics)
        title = without_places(text.title)
        return Info(
            language=_LOCALES.get(language, language),
            event=codes.event or title or "-",
            categories=_each(codes.category, Category) or (Category.OTHER,),
            responses=(Response.ALL_CLEAR,) if due.called_back else _each(codes.response, Response),
            urgency=Urgency.PAST if due.called_back else Urgency(codes.urgency),
            severity=Severity(codes.severity),
            certainty=Certainty(codes.certainty),
            onset=codes.onset_at,
            expires=due.one.draft.valid_until,
            sender_name=self.name,
            headline=title,
            description=without_places(text.body),
            web=f"{self.address}/avvisi/{due.one.code}",
            areas=(area,),
        )


def _each(words: str, among: type[E]) -> tuple[E, ...]:
    return tuple(among(word) for word in words.split())


def _area(codes: Sequence[str], zones: Sequence[Zone], name: str) -> Area:
    """Draw the zones that it names, all of them where it names none (it holds in the whole city)."""
    named = [zone for zone in zones if not codes or zone.code in codes]
    return Area(
        description=", ".join(zone.name for zone in named) if codes and named else name,
        polygons=tuple(polygon.outline for zone in named for polygon in zone.area),
        geocodes=tuple(Named(GEOCODE, zone.code) for zone in named),
    )


def publisher(settings: Settings, database: Database) -> Publisher:
    """Make the one of this city."""
    return Publisher(database, settings.web.address.rstrip("/"), settings.city.name, settings.city.languages)
