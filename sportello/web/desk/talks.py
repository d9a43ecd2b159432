"""Conversations that were handed over: who waits longest, one of them on its page, the answer, the end."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from aiohttp import web

from sportello.talking import Canned, Talking, canned
from sportello.talking import language_of as spoken_in
from sportello.web.desk.lanes import Lanes, Said, where
from sportello.web.desk.look import language_of
from sportello.web.desk.wording import DeskWords
from sportello.web.desk.worktop import WORKERS, Names, Naming
from sportello.web.identity.browser import onward
from storage.staff_rows import Officer
from storage.talk_rows import Talk
from storage.talks import Did, Talks

HOME: Final = "/desk/talks"
LOOKED: Final = "talk-shown"  # as the citizen's own log names it
LONGEST: Final = 2_000  # characters of what staff write
MOST: Final = 200  # conversations of a list
_DONE: Final = frozenset({"take", "reply", "close"})
_DIGITS: Final = 9  # of what fits into a column of numbers


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list; nothing that the citizen wrote stands in it."""

    number: int
    where: str
    talk: Talk
    taken: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody has typed, and what came of it: `wrong` is the word of the message that says why."""

    text: str = field(default="", repr=False)
    wrong: str = ""
    behind: bool = False


_NOTHING = Typed()


class TalksPage:
    """The handlers."""

    def __init__(self, lanes: Lanes, naming: Naming) -> None:
        self._lanes = lanes
        self.frame = lanes.frame
        self._naming = naming
        self._talks = Talks(lanes.database)
        self._talking = Talking(lanes.database)

    async def all(self, request: web.Request, officer: Officer) -> web.Response:
        """List them, who waits longest first."""
        words, names = DeskWords(language_of(request), ""), await self._naming.names()
        found = await self._talks.open(MOST + 1)
        rows = [_row(talk, words, names) for talk in found[:MOST]]
        more = len(found) > MOST
        return self.frame.render(request, officer, "desk_talks.html", rows=rows, more=more, home=HOME)

    async def one(self, request: web.Request, officer: Officer) -> web.Response:
        """Show one; the look is written down first."""
        return await self._page(request, officer, await self._found(request))

    async def write(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Take it, write in it, close it, or put a ready answer into the text."""
        talk, form = await self._found(request), await request.post()
        what, text = str(form.get("do", "")), str(form.get("text", "")).replace("\r\n", "\n").strip()
        if what == "insert":
            ready = {each.name: each.text for each in await self._canned(request, talk)}
            typed = "\n\n".join(filter(None, [text, ready.get(str(form.get("canned", "")), "")]))
            return await self._page(request, officer, talk, Typed(typed))
        if what not in _DONE:
            raise web.HTTPBadRequest
        if wrong := _wrong(what, text):
            return await self._page(request, officer, talk, Typed(text, wrong), 422)
        seen = talk.as_seen(_number(form.get("version")), _number(form.get("heard")))
        did = await self._do(what, seen, officer, text)
        if did is Did.DONE:
            return onward(HOME if what == "close" else f"{HOME}/{talk.id}?done={what}")
        return await self._page(request, officer, await self._found(request), Typed(text, behind=True), 409)

    async def file(self, request: web.Request, officer: Officer) -> web.Response:
        """Hand over a file of the conversation."""
        talk = await self._found(request)
        await self._lanes.looked(officer, LOOKED, f"talk {talk.id}", talk.lane)
        return await self._lanes.file(talk.lane, request.match_info["sha256"])

    async def _do(self, what: str, talk: Talk, officer: Officer, text: str) -> Did:
        if what == "take":
            return await self._talking.take(talk, officer.name)
        if what == "close":
            return await self._talking.close(talk, officer.name, text)
        return await self._talking.say(talk, officer.name, text)

    async def _found(self, request: web.Request) -> Talk:
        talk = await self._talks.one(int(request.match_info["number"]))
        if talk is None:
            raise web.HTTPNotFound
        return talk

    async def _canned(self, request: web.Request, talk: Talk) -> Sequence[Canned]:
        return canned(await spoken_in(self._lanes.database, talk.lane), language_of(request))

    async def _page(
        self, request: web.Request, officer: Officer, talk: Talk, typed: Typed = _NOTHING, status: int = 200
    ) -> web.Response:
        await self._lanes.looked(officer, LOOKED, f"talk {talk.id}", talk.lane)
        words, names = DeskWords(language_of(request), ""), await self._naming.names()
        said: Sequence[Said] = await self._lanes.said(talk.lane)
        done = request.query.get("done", "")
        return self.frame.render(
            request,
            officer,
            "desk_talk.html",
            status,
            talk=talk,
            where=where(talk.lane, words),
            whose=await self._lanes.whose(talk.lane),
            said=said,
            taken=names.who(talk.taken_by, words) if talk.taken_by else "",
            mine=talk.taken_by == officer.name,
            first=names.who(talk.changed_by, words) if talk.changed_by else "",
            typed=typed,
            done=done if done in _DONE and typed is _NOTHING else "",
            canned=await self._canned(request, talk),
            longest=LONGEST,
            home=HOME,
        )


def _row(talk: Talk, words: DeskWords, names: Names) -> Row:
    return Row(
        talk.id, where(talk.lane, words), talk, names.who(talk.taken_by, words) if talk.taken_by else ""
    )


def _wrong(what: str, text: str) -> str:
    """Say why this cannot be done, in the word of its message; empty if it can."""
    if what == "reply" and not text:
        return "empty"
    return "long" if len(text) > LONGEST else ""


def _number(given: object) -> int:
    """Read a number of a form of ours; -1, which nothing has, for what we never wrote."""
    plain = isinstance(given, str) and given.isascii() and given.isdigit() and len(given) <= _DIGITS
    return int(str(given)) if plain else -1


def routes(page: TalksPage) -> list[web.RouteDef]:
    """List the routes."""
    frame, one = page.frame, f"{HOME}/{{number:[0-9]{{1,15}}}}"
    return [
        frame.get(HOME, page.all, *WORKERS),
        frame.get(one, page.one, *WORKERS),
        frame.get(f"{one}/fresh", page.one, *WORKERS, quiet=True),
        frame.post(one, page.write, *WORKERS),
        frame.get(f"{one}/files/{{sha256:[0-9a-f]{{64}}}}", page.file, *WORKERS),
    ]
