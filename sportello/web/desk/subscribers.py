"""Who gets alerts, at the desk: an address looked up, signed up with where its consent is kept, taken off.

An address goes as a form, never as a part of the page's own: it is personal, and those stay in histories.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from aiohttp import web

from bot.clock import Clock
from bot.errors import WrongAnswer
from sportello.broadcast_setting import channels_of
from sportello.imports.subscribers import address_read
from sportello.settings import Settings
from sportello.web.desk.frame import Frame, Officer, Role
from storage.consents import AT_DESK, Consent, consents_of
from storage.database import Database
from storage.documents import storable
from storage.subscriber_writes import REMOVE_SUBSCRIBER, SIGN_UP, Removal, SignUp
from storage.subscribers import SqlSubscribers, Subscriber
from storage.zones import Zones

HOME: Final = "/desk/subscribers"
KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "phone": ("sms", "try-sms"),
    "email": ("email", "try-mail"),
    "telegram": ("telegram", "try-chat"),
}
LANGUAGES: Final = ("it", "en")
LONGEST: Final = 200  # signs of an address, and of a proof
_WORKERS: Final = (Role.OPERATOR, Role.EDITOR)
_LOOKED: Final = "subscriber-looked-at"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into a form of the page."""

    kind: str = "phone"
    address: str = ""
    language: str = LANGUAGES[0]
    topics: Sequence[str] = ()
    zones: Sequence[str] = ()
    proof: str = ""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the page shows: whom it has found, what was done, and what of the form is wrong."""

    typed: Typed = Typed()
    lane: str = ""
    found: Subscriber | None = None
    said: Sequence[Consent] = ()
    done: str = ""
    wrong: str = ""


class SubscribersPage:
    """The handlers."""

    def __init__(self, frame: Frame, settings: Settings, database: Database, clock: Clock) -> None:
        on = channels_of(settings)
        self._channels = {
            kind: next((name for name in names if name in on), names[0]) for kind, names in KINDS.items()
        }
        self._frame = frame
        self._topics = settings.broadcasts.topics
        self._database = database
        self._zones = Zones(database)
        self._clock = clock

    async def show(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Show the forms, and how many there are."""
        return await self._page(request, officer, _Shown())

    async def find(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Show what goes to an address; that it was looked up is in the audit."""
        typed = await self._typed(request)
        lane = self._lane(typed)
        if not lane:
            return await self._page(request, officer, _Shown(typed, wrong="address"))
        await self._frame.audit.note(officer, _LOOKED, typed.kind, typed.address)
        return await self._page(request, officer, await self._looked_up(typed, lane))

    async def add(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Sign an address up; what it gets already stays."""
        typed = await self._typed(request)
        lane = self._lane(typed)
        lacking = {"address": not lane, "topics": not typed.topics, "proof": not typed.proof}
        wrong = next((field for field, is_so in lacking.items() if is_so), "")
        if wrong:
            return await self._page(request, officer, _Shown(typed, wrong=wrong))
        given = SignUp(
            (lane,),
            typed.language,
            tuple(typed.topics),
            tuple(typed.zones),
            "desk",
            AT_DESK,
            typed.proof,
            self._clock(),
            by=officer.name,
        )
        (came,) = await self._database.writer.submit(SIGN_UP, [given])
        return await self._page(request, officer, await self._looked_up(typed, lane, came.value))

    async def remove(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Take an address off, whatever it gets; where it is kept that it was asked is said."""
        typed = await self._typed(request)
        lane = self._lane(typed)
        if not lane:
            return await self._page(request, officer, _Shown(typed, wrong="address"))
        if not typed.proof:
            found = await self._looked_up(typed, lane)
            return await self._page(
                request, officer, _Shown(typed, lane, found.found, found.said, wrong="why")
            )
        removed = await self._database.writer.submit(
            REMOVE_SUBSCRIBER, Removal(lane, officer.name, typed.proof)
        )
        done = "removed" if removed else "absent"
        return await self._page(request, officer, await self._looked_up(typed, lane, done))

    async def _typed(self, request: web.Request) -> Typed:
        form = await request.post()

        def text(name: str) -> str:
            return storable(str(form.get(name, ""))).strip()[:LONGEST]

        known = {zone.code for zone in await self._zones.all()}
        language = text("language")
        return Typed(
            text("kind") if text("kind") in KINDS else "phone",
            text("address"),
            language if language in LANGUAGES else LANGUAGES[0],
            [topic for topic in self._topics if topic in form.getall("topics", [])],
            [zone for zone in map(str, form.getall("zones", [])) if zone in known],
            text("proof"),
        )

    def _lane(self, typed: Typed) -> str:
        """Give the conversation of an address; empty where it cannot be read."""
        try:
            return f"{self._channels[typed.kind]}:{address_read(typed.kind, typed.address)}"
        except (WrongAnswer, ValueError):
            return ""

    async def _looked_up(self, typed: Typed, lane: str, done: str = "") -> _Shown:
        found = await SqlSubscribers(self._database).of(lane)
        said = await self._database.reader.fetch(lambda connection: consents_of(connection, lane))
        return _Shown(typed, lane, found, list(reversed(said)), done)

    async def _page(self, request: web.Request, officer: Officer, shown: _Shown) -> web.Response:
        zones = await self._zones.all()
        return self._frame.render(
            request,
            officer,
            "desk_subscribers.html",
            400 if shown.wrong else 200,
            shown=shown,
            home=HOME,
            kinds=tuple(KINDS),
            languages=LANGUAGES,
            topics=self._topics,
            zones=zones,
            zone_names={zone.code: zone.name for zone in zones},
            tally=await SqlSubscribers(self._database).tally(),
            longest=LONGEST,
        )


def routes(frame: Frame, page: SubscribersPage) -> list[web.RouteDef]:
    """List the routes."""
    acts = {"find": page.find, "add": page.add, "remove": page.remove}
    return [
        frame.get(HOME, page.show, *_WORKERS),
        *(frame.post(f"{HOME}/{name}", act, *_WORKERS) for name, act in acts.items()),
    ]
