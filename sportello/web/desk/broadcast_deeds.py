"""What staff do with a broadcast from its page: submit, approve, reject, release, pause, cancel, correct.

Each says which version it was looking at; the store refuses who may not, and who comes too late.
"""

from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

from sportello.web.desk.broadcast_page import LONGEST, MANY, BroadcastPage, Wrong
from sportello.web.desk.broadcast_refusal import refusal
from sportello.web.desk.studio import DECIDERS, HOME, WORKERS, WRITERS, Studio
from sportello.web.desk.uploads import Form
from sportello.web.identity.browser import onward
from storage.broadcast_records import ROOM, Answer, Broadcast, Refused
from storage.staff_rows import Officer

_DIGITS: Final = 18  # of a BIGINT


class Posted:
    """A form that was posted about a broadcast."""

    def __init__(self, request: web.Request, officer: Officer, one: Broadcast, form: Form) -> None:
        self.request = request
        self.officer = officer
        self.one = one
        self.form = form
        self.by = officer.name
        self.expected = self.number("version")

    def text(self, name: str) -> str:
        """Read a field; empty for one that is not there."""
        value = self.form.get(name, "")
        return value.replace("\r\n", "\n").strip() if isinstance(value, str) else ""

    def number(self, name: str) -> int:
        """Read a number, with or without marks of thousands; -1, which nothing has, for what is none."""
        plain = "".join(each for each in self.text(name) if each not in ".,'’ \u00a0\u202f")
        return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < _DIGITS else -1


class Deeds:
    """The handlers."""

    def __init__(self, studio: Studio, page: BroadcastPage) -> None:
        self._studio = studio
        self._page = page
        self._broadcasts = studio.broadcasts

    async def submit(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Ask for approval."""
        posted = await self._begin(request, officer)
        people, micros = await self._now(posted)
        if people and not _is_about(posted.number("counted"), people):
            return await self._wrong(posted, "counted", "")
        return await self._do(
            posted,
            "submit",
            self._broadcasts.submit(posted.one.id, posted.by, posted.expected, people, micros),
        )

    async def approve(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Let it go, if one has understood to how many."""
        posted = await self._begin(request, officer)
        counted = posted.number("counted")
        if not posted.text("understand"):
            return await self._wrong(posted, "understand", "understand")
        if counted >= MANY and posted.number("number") != counted:
            return await self._wrong(posted, "number", "number")
        people, micros = await self._now(posted)
        if people and not _is_about(counted, people):
            return await self._wrong(posted, "counted", "")
        return await self._do(
            posted,
            "approve",
            self._broadcasts.approve(posted.one.id, posted.by, posted.expected, counted, micros),
        )

    async def reject(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Send it back to who wrote it."""
        posted = await self._begin(request, officer)
        if not (reason := posted.text("reason")[:LONGEST]):
            return await self._wrong(posted, "reason", "reason")
        return await self._do(
            posted, "reject", self._broadcasts.reject(posted.one.id, posted.by, posted.expected, reason)
        )

    async def release(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Let an emergency go alone, and say why."""
        posted = await self._begin(request, officer)
        if not (reason := posted.text("reason")[:LONGEST]):
            return await self._wrong(posted, "reason", "urgent")
        if not posted.text("understand"):
            return await self._wrong(posted, "understand", "urgent")
        return await self._do(
            posted, "release", self._broadcasts.release(posted.one.id, posted.by, posted.expected, reason)
        )

    async def cancel(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """End it: who has not got it does not get it."""
        posted = await self._begin(request, officer)
        if not posted.text("sure"):
            return await self._wrong(posted, "sure", "sure")
        return await self._do(posted, "cancel", self._broadcasts.cancel(posted.one.id, posted.by))

    async def correct(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Begin a correction for those whom it has reached."""
        posted = await self._begin(request, officer)
        answer = await self._broadcasts.correct(posted.one.id, posted.by)
        if isinstance(answer, Refused):
            return await self._refused(posted, answer)
        return onward(f"{HOME}/{answer.code}/edit?done=correct")

    async def test(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Send it to who asks for that, and to nobody else."""
        posted = await self._begin(request, officer)
        if not await self._studio.tryouts.send(posted.one.draft, posted.one.code, officer):
            return await self._wrong(posted, "lane", "")
        return onward(f"{HOME}/{posted.one.code}?done=test")

    def simply(
        self, name: str, deed: Callable[[int, str], Awaitable[Answer]]
    ) -> Callable[[web.Request, Officer], Awaitable[web.StreamResponse]]:
        """Make the handler of a deed for which nothing is said."""

        async def handler(request: web.Request, officer: Officer) -> web.StreamResponse:
            posted = await self._begin(request, officer)
            return await self._do(posted, name, deed(posted.one.id, posted.by))

        return handler

    async def _now(self, posted: Posted) -> tuple[int, int]:
        """Count people and money anew: what decides is not what a browser says they were."""
        reach, _ = await self._page.reach(posted.request, posted.one)
        return (reach.count.people, reach.micros) if reach else (0, 0)

    async def _begin(self, request: web.Request, officer: Officer) -> Posted:
        one = await self._studio.found(request)
        return Posted(request, officer, one, await request.post())

    async def _do(self, posted: Posted, name: str, doing: Awaitable[Answer]) -> web.StreamResponse:
        """Do it, and lead back to the page; or say there why not."""
        answer = await doing
        if isinstance(answer, Refused):
            return await self._refused(posted, answer)
        return onward(f"{HOME}/{posted.one.code}?done={name}")

    async def _refused(self, posted: Posted, answer: Refused) -> web.Response:
        said = await refusal(answer, self._studio, posted.request)
        now = await self._studio.found(posted.request)
        wrong = Wrong(said, typed=posted.text("reason"))
        return await self._page.answer(posted.request, posted.officer, now, wrong, 409)

    async def _wrong(self, posted: Posted, word: str, field: str) -> web.Response:
        wrong = Wrong(self._studio.words(posted.request)(f"br-error-{word}"), field, posted.text("reason"))
        return await self._page.answer(posted.request, posted.officer, posted.one, wrong, 422)


def _is_about(seen: int, people: int) -> bool:
    """Tell whether somebody has seen about so many people as there are now."""
    return abs(seen - people) <= people // 10 + ROOM


def routes(deeds: Deeds, studio: Studio) -> list[web.RouteDef]:
    """List the routes."""
    here, post, broadcasts = f"{HOME}/{{code}}", studio.frame.post, studio.broadcasts
    return [
        post(f"{here}/test", deeds.test, *WORKERS),
        post(f"{here}/submit", deeds.submit, *WRITERS),
        post(f"{here}/approve", deeds.approve, *DECIDERS),
        post(f"{here}/reject", deeds.reject, *DECIDERS),
        post(f"{here}/release", deeds.release, *DECIDERS),
        post(f"{here}/review", deeds.simply("review", broadcasts.review), *DECIDERS),
        post(f"{here}/pause", deeds.simply("pause", broadcasts.pause), *WORKERS),
        post(f"{here}/resume", deeds.simply("resume", broadcasts.resume), *WORKERS),
        post(f"{here}/cancel", deeds.cancel, *WORKERS),
        post(f"{here}/correct", deeds.correct, *WRITERS),
    ]
