"""What staff do with a request from its page: take, hand over, note, write, ask, accept, refuse.

Each says which version it was looking at; who comes second is shown who was first, and keeps what they wrote.
"""

from collections.abc import Awaitable, Sequence
from typing import Final

from aiohttp import web

from bot.message import File
from sportello.web.desk.case import LONGEST, RequestPage, Typed
from sportello.web.desk.uploads import ROOM, Form, WrongFile, posted_files
from sportello.web.desk.worktop import HOME, WORKERS, Worktop, address_of
from sportello.web.identity.browser import onward
from storage.request_desk import Answer, RequestView, Stale
from storage.request_rows import State
from storage.staff_rows import Officer, Role

_DECISIONS: Final = frozenset({"accept", "refuse"})
_ASKING: Final = frozenset({"ask", *_DECISIONS})  # what can be done while it is open alone
_WITH_FILES: Final = frozenset({"reply", "accept"})
_ANSWERS: Final = frozenset({"reply", *_ASKING})


class Deed:
    """A form that was posted: of whom, on which request, and what was typed in it."""

    def __init__(self, request: web.Request, officer: Officer, view: RequestView, form: Form) -> None:
        self.request = request
        self.officer = officer
        self.view = view
        self.form = form
        self.reference = str(view.request.reference)
        self.expected = _number(self.text("version"))

    def text(self, name: str) -> str:
        """Read a field; empty for a file, and for one that is not there."""
        value = self.form.get(name, "")
        return value.replace("\r\n", "\n").strip() if isinstance(value, str) else ""


class Decisions:
    """The handlers of the page's forms."""

    def __init__(self, worktop: Worktop, page: RequestPage) -> None:
        self._top = worktop
        self._page = page

    async def take(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Take it in hand."""
        deed = await self._begin(request, officer)
        return await self._do(
            deed, "take", self._top.desk.take(deed.reference, by=officer.name, expected=deed.expected)
        )

    async def assign(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Hand it over: to an office, to a colleague, or to nobody."""
        deed, names, desk = await self._begin(request, officer), await self._top.names(), self._top.desk
        version = deed.expected
        if "office" in deed.form:
            if (code := deed.text("office")) and code not in names.offices:
                raise web.HTTPBadRequest
            return await self._do(
                deed, "assign", desk.hand(deed.reference, code, by=officer.name, expected=version)
            )
        to = deed.text("to")
        if to and to not in {each.name for each in names.active()}:
            return await self._wrong(deed, "assignee", "to")
        return await self._do(
            deed, "assign", desk.assign(deed.reference, to, by=officer.name, expected=version)
        )

    async def note(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Add a remark for colleagues."""
        deed = await self._begin(request, officer)
        note = deed.text("note")
        if not note or len(note) > LONGEST:
            return await self._wrong(deed, "long" if note else "note", "note")
        return await self._do(
            deed,
            "note",
            self._top.desk.note(deed.reference, note, by=officer.name, expected=deed.expected),
        )

    async def write(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Write to the citizen: a reply, a question, or the decision; or put a ready answer into the text."""
        deed = await self._begin(request, officer)
        what, text = deed.text("do"), deed.text("text")
        if what == "insert":
            return await self._insert(deed)
        if what not in _ANSWERS:
            raise web.HTTPBadRequest
        try:
            files = posted_files(deed.form)
        except WrongFile as wrong:
            return await self._wrong(deed, wrong.why, "files")
        if why := _refusal(what, text, files, deed):
            return await self._wrong(deed, why, "files" if why == "files" else "text")
        return await self._do(deed, what, self._answer(what, deed, text, files))

    async def _begin(self, request: web.Request, officer: Officer) -> Deed:
        view = await self._top.found(request, officer)
        return Deed(request, officer, view, await request.post())

    async def _insert(self, deed: Deed) -> web.Response:
        """Put a ready answer after what is written already."""
        chosen = deed.text("canned")
        found = [each.text for each in self._page.canned(deed.view) if each.name == chosen]
        text = "\n\n".join(filter(None, [deed.text("text"), *found]))
        typed = Typed(text=text, note=deed.text("note"), last=_number(deed.text("last")))
        return await self._page.answer(deed.request, deed.officer, deed.view, typed)

    def _answer(self, what: str, deed: Deed, text: str, files: Sequence[File]) -> Awaitable[Answer]:
        desk, reference, by, expected = self._top.desk, deed.reference, deed.officer.name, deed.expected
        match what:
            case "reply":
                return desk.reply(reference, text, by=by, expected=expected, files=files)
            case "ask":
                return desk.ask_more(reference, text, by=by, expected=expected)
            case "accept":
                return desk.accept(reference, text, by=by, expected=expected, files=files)
            case _:
                return desk.refuse(reference, text, by=by, expected=expected)

    async def _do(self, deed: Deed, done: str, doing: Awaitable[Answer]) -> web.StreamResponse:
        """Do it, and lead back to the page; whoever was second is shown what has happened."""
        answer = await doing
        if isinstance(answer, Stale):
            view = await self._top.found(deed.request, deed.officer)
            return await self._page.answer(
                deed.request, deed.officer, view, self._typed(deed, stale=answer), 409
            )
        return onward(f"{address_of(deed.view)}?done={done}")

    async def _wrong(self, deed: Deed, why: str, field: str) -> web.Response:
        status = 403 if why == "role" else 422
        typed = self._typed(deed, wrong=why, field=field)
        return await self._page.answer(deed.request, deed.officer, deed.view, typed, status)

    def _typed(self, deed: Deed, *, wrong: str = "", field: str = "", stale: Stale | None = None) -> Typed:
        last = _number(deed.text("last"))
        return Typed(deed.text("text"), deed.text("note"), wrong, field, stale, last)


def _refusal(what: str, text: str, files: Sequence[File], deed: Deed) -> str:
    """Say why this cannot be done, in the word of its message; empty if it can."""
    if what in _DECISIONS and not deed.officer.may(Role.APPROVER):
        return "role"
    if what in _ASKING and deed.view.request.state is not State.OPEN:
        return "" if deed.expected != deed.view.request.version else "closed"
    if not text:
        return "reason" if what == "refuse" else "text"
    if len(text) > LONGEST:
        return "long"
    return "files" if files and what not in _WITH_FILES else ""


def _number(text: str) -> int:
    """Read a version or a number; -1, which nothing has, for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else -1  # noqa: PLR2004 - digits of a BIGINT


def routes(decisions: Decisions, worktop: Worktop) -> list[web.RouteDef]:
    """List the routes."""
    here, post = f"{HOME}/{{reference}}", worktop.frame.post
    return [
        post(f"{here}/take", decisions.take, *WORKERS),
        post(f"{here}/assign", decisions.assign, *WORKERS),
        post(f"{here}/note", decisions.note, *WORKERS),
        post(f"{here}/write", decisions.write, *WORKERS, largest=ROOM),
    ]
