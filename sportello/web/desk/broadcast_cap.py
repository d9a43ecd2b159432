"""An alert in CAP that comes to the desk as a file: it becomes a draft, and its page is shown."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aiohttp import web

from platforms.cap.fields import BadAlert
from platforms.cap.reading import LARGEST
from sportello.cap_areas import Place
from sportello.cap_taking import CapDesk, TakenIn
from sportello.web.desk.studio import HOME, WRITERS, Studio
from sportello.web.desk.uploads import harmless
from sportello.web.desk.wording import DeskWords
from sportello.web.identity.browser import onward
from storage.alerts import Became, Taken
from storage.staff_rows import Officer

ROOM: Final = 2 * LARGEST  # bytes of a post: what is a little too large is told on the page
_MOST: Final = 200  # characters of what a stranger's file says, as they are shown
# What platforms.cap says of a message, and the word for it here; groups are what it says more.
_REASONS: Final = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"missing", "missing"),
        (r"missing, though the scope is (\w+)", "missing-scope"),
        (r"missing, though msgType is (\w+)", "missing-kind"),
        (r"more than one", "twice"),
        (r"elements where a text should be", "elements"),
        (r"longer than (\d+) characters", "long"),
        (r"none of (.+)", "choice"),
        (r"blanks, commas.*", "name"),
        (r"not a moment as (.+)", "moment"),
        (r"no such moment", "no-moment"),
        (r"not sender,identifier,sent", "reference"),
        (r"fewer than four pairs of coordinates", "pairs"),
        (r"the last pair is not the first", "open"),
        (r"not a pair of coordinates and a radius", "circle"),
        (r"not a pair of latitude and longitude", "pair"),
        (r"not a number", "number"),
        (r"not between (.+) and (.+)", "between"),
        (r"only together with an altitude", "altitude"),
        (r"larger than (\d+) MiB", "large"),
        (r"not XML", "xml"),
        (r"a document type is not allowed", "doctype"),
        (r"the document is no alert of .+", "namespace"),
    )
)


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a file is not taken: at which element, and by which section of the standard."""

    what: str
    place: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a file: sentences, areas of which nothing says where they are, broadcasts by code."""

    alert: str
    said: Sequence[str]
    unplaced: Sequence[str] = ()
    code: str = ""
    first: str = ""


class CapPage:
    """The handlers."""

    def __init__(self, studio: Studio, desk: CapDesk) -> None:
        self._studio = studio
        self._desk = desk

    async def show(self, request: web.Request, officer: Officer) -> web.Response:
        """Show where a file is chosen."""
        return self._answer(request, officer)

    async def take(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Take a file in; lead to its draft, or say what is to be looked at, or what is wrong."""
        words, given = self._studio.words(request), (await request.post()).get("file")
        if not isinstance(given, web.FileField) or not given.filename:
            return self._answer(request, officer, Wrong(words("br-cap-error-none")))
        data = await asyncio.to_thread(_content, given)
        try:
            found = await self._desk.take(data, officer.name)
        except BadAlert as problem:
            name = harmless(given.filename, ".xml")
            return self._answer(request, officer, wrong_with(problem, words), name=name)
        await self._note(officer, found)
        if _is_plain(found) and found.taken and found.taken.done:
            return onward(f"{HOME}/{found.taken.done.code}?done=cap-{found.taken.became.value}")
        return self._answer(request, officer, told=await self._told(found, words))

    async def _note(self, officer: Officer, found: TakenIn) -> None:
        taken = found.taken
        came = f"left {found.left.value}" if found.left else taken.became.value if taken else ""
        about = taken.done.code if taken and taken.done else ""
        name = f"{found.alert.sender},{found.alert.identifier}"[:_MOST]
        await self._studio.frame.audit.note(officer, "cap-taken", about, f"{came}: {name}")

    async def _told(self, found: TakenIn, words: DeskWords) -> Told:
        name = f"{found.alert.sender} {found.alert.identifier}"[:_MOST]
        taken, place = found.taken, found.place
        if found.left is not None or taken is None:
            left = found.left.value if found.left else "elsewhere"
            return Told(name, [words(f"br-cap-left-{left}")])
        unplaced = [each[:_MOST] for each in place.unplaced] if place else []
        said = [_became(taken, words)]
        if taken.done is not None and place is not None:
            said.append(words("br-cap-zones", zones=await self._zones(place, words)))
        return Told(name, said, unplaced, taken.done.code if taken.done else "", taken.first)

    async def _zones(self, place: Place, words: DeskWords) -> str:
        names = {each.code: each.name for each in await self._studio.zones.all()}
        return ", ".join(names.get(each, each) for each in place.zones) or words("br-any-zone")

    def _answer(
        self,
        request: web.Request,
        officer: Officer,
        wrong: Wrong | None = None,
        told: Told | None = None,
        name: str = "",
    ) -> web.Response:
        return self._studio.frame.render(
            request,
            officer,
            "desk_broadcast_cap.html",
            422 if wrong else 200,
            wrong=wrong,
            told=told,
            name=name,
            home=HOME,
        )


def wrong_with(problem: BadAlert, words: DeskWords) -> Wrong:
    """Say what is wrong with a message in the reader's language; a reason without a word as it is."""
    for pattern, word in _REASONS:
        if match := pattern.fullmatch(problem.reason):
            values = dict(zip(("more", "most"), match.groups(), strict=False))
            return Wrong(words(f"br-cap-error-{word}", **values), problem.place, problem.section)
    return Wrong(problem.reason, problem.place, problem.section)


def _content(given: web.FileField) -> bytes:
    with given.file as stream:
        return stream.read(LARGEST + 1)


def _is_plain(found: TakenIn) -> bool:
    """Tell whether the page of the draft says all that there is to say."""
    taken = found.taken
    beside = taken is not None and taken.became is Became.DRAFT and bool(taken.first)
    return not beside and not (found.place and found.place.unplaced and _is_new(taken))


def _is_new(taken: Taken | None) -> bool:
    return taken is not None and taken.became in {Became.DRAFT, Became.EDITED}


def _became(taken: Taken, words: DeskWords) -> str:
    if taken.done is None:
        return words("br-cap-unrelated")
    if taken.became is Became.DRAFT and taken.first:
        return words("br-cap-beside", first=taken.first)
    return words(f"br-done-cap-{taken.became.value}")


def routes(page: CapPage, studio: Studio) -> list[web.RouteDef]:
    """List the routes: they stand before that of one broadcast."""
    get, post, here = studio.frame.get, studio.frame.post, f"{HOME}/cap"
    return [get(here, page.show, *WRITERS), post(here, page.take, *WRITERS, largest=ROOM)]
