"""Messages that were set aside for a person: read, answered, put back, taken off the list."""

from dataclasses import dataclass, field
from typing import Final

from aiohttp import web

from sportello.web.desk.frame import Frame
from sportello.web.desk.lanes import Lanes, where
from sportello.web.desk.look import language_of
from sportello.web.desk.wording import DeskWords
from sportello.web.desk.worktop import WORKERS
from sportello.web.identity.browser import onward
from storage.inbox import SqlInbox
from storage.parked import ParkedMessages
from storage.parked_rows import Parked
from storage.staff_rows import Officer
from storage.views import Views

HOME: Final = "/desk/parked"
LOOKED: Final = "message-shown"  # as the citizen's own log names it
LONGEST: Final = 2_000  # characters of what staff write
MOST: Final = 100  # messages of a list
_DONE: Final = frozenset({"answer", "retry", "close"})
_DIGITS: Final = 15  # of the number of a message


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list; nothing that anybody wrote stands in it."""

    one: Parked
    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody has typed, and why nothing was done, in the word of its message."""

    text: str = field(default="", repr=False)
    wrong: str = ""


_NOTHING = Typed()


class ParkedPage:
    """The handlers."""

    def __init__(self, lanes: Lanes) -> None:
        self.frame: Frame = lanes.frame
        self._lanes = lanes
        self._database = lanes.database
        self._messages = ParkedMessages(lanes.database)

    async def all(self, request: web.Request, officer: Officer) -> web.Response:
        """List them, the oldest first."""
        words = DeskWords(language_of(request), "")
        found = await Views(self._database).parked(MOST + 1)
        rows = [Row(one, _where(one, words), reason(one.reason, words)) for one in found[:MOST]]
        done, number = request.query.get("done", ""), request.query.get("of", "")
        known = number.isascii() and number.isdigit() and len(number) <= _DIGITS
        return self.frame.render(
            request,
            officer,
            "desk_parked_all.html",
            rows=rows,
            more=len(found) > MOST,
            done=done if known and done in {*_DONE, "gone"} else "",
            number=number,
            home=HOME,
        )

    async def one(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Show one; the look is written down first."""
        return await self._page(request, officer, await self._found(request))

    async def act(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Answer it, put it back into the queue, or take it off the list."""
        found, form = await self._messages.one(_number(request)), await request.post()
        what, text = str(form.get("do", "")), str(form.get("text", "")).replace("\r\n", "\n").strip()
        if what not in _DONE:
            raise web.HTTPBadRequest
        if found is None:
            return onward(f"{HOME}?done=gone&of={_number(request)}")
        if wrong := _wrong(what, text, found):
            return await self._page(request, officer, found, Typed(text, wrong), 422)
        done = what if await self._do(what, found, text) else "gone"
        return onward(f"{HOME}?done={done}&of={found.id}")

    async def _do(self, what: str, one: Parked, text: str) -> bool:
        if what == "answer":
            return await self._messages.answer(one.id, text)
        if what == "retry":
            return await SqlInbox(self._database).unpark(one.id)
        return await self._messages.close(one.id)

    async def _found(self, request: web.Request) -> Parked:
        found = await self._messages.one(_number(request))
        if found is None:
            raise web.HTTPNotFound
        return found

    async def _page(
        self, request: web.Request, officer: Officer, one: Parked, typed: Typed = _NOTHING, status: int = 200
    ) -> web.Response:
        lane = f"{one.channel}:{one.sender}"
        await self._lanes.looked(officer, LOOKED, f"message {one.id}", lane)
        words = DeskWords(language_of(request), "")
        return self.frame.render(
            request,
            officer,
            "desk_parked.html",
            status,
            one=one,
            where=_where(one, words),
            whose=await self._lanes.whose(lane),
            why=reason(one.reason, words),
            typed=typed,
            longest=LONGEST,
            home=HOME,
        )


def reason(why: str, words: DeskWords) -> str:
    """Say why something was set aside; a reason without words stays as it is."""
    return words.get(f"pk-reason-{why}", why)


def _where(one: Parked, words: DeskWords) -> str:
    return where(f"{one.channel}:{one.sender}" if one.sender else one.channel, words)


def _wrong(what: str, text: str, one: Parked) -> str:
    """Say why this cannot be done, in the word of its message; empty if it can."""
    if what == "retry" and not one.answerable:
        return "retry"
    if what == "answer" and not one.has_sender:
        return "sender"
    if what == "answer" and not text:
        return "empty"
    return "long" if what == "answer" and len(text) > LONGEST else ""


def _number(request: web.Request) -> int:
    return int(request.match_info["number"])


def routes(page: ParkedPage) -> list[web.RouteDef]:
    """List the routes."""
    one = f"{HOME}/{{number:[0-9]{{1,{_DIGITS}}}}}"
    return [
        page.frame.get(HOME, page.all, *WORKERS),
        page.frame.get(one, page.one, *WORKERS),
        page.frame.post(one, page.act, *WORKERS),
    ]
