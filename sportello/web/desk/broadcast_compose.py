"""Where a broadcast is written: the page says meanwhile how long it is, whom it reaches, what it costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aiohttp import web

from sportello.web.desk.broadcast_codes import LONGEST as LONGEST_EVENT
from sportello.web.desk.broadcast_codes import offer, read_codes
from sportello.web.desk.broadcast_form import (
    LANGUAGES,
    LONGEST,
    LONGEST_TITLE,
    Choices,
    Fault,
    Reader,
    Typed,
    blank,
    filled,
    typed_in,
)
from sportello.web.desk.broadcast_lists import ROOM, Lists
from sportello.web.desk.broadcast_measuring import Measured, Measuring
from sportello.web.desk.broadcast_refusal import refusal
from sportello.web.desk.studio import HOME, WRITERS, Studio
from sportello.web.desk.uploads import Form
from sportello.web.desk.wording import DeskWords
from sportello.web.identity.browser import onward
from storage.broadcast_records import Answer, Broadcast, Draft, Refused
from storage.staff_rows import Officer

_DIGITS: Final = 10  # of an INTEGER
_FILES: Final = (("list-file", "list"), ("excluded-file", "excluded_list"))


@dataclass(frozen=True, slots=True)
class Said:
    """A fault in words, and the field that it is about."""

    field: str
    said: str
    pointed: str = ""


class ComposePage:
    """The handlers."""

    def __init__(self, studio: Studio, lists: Lists) -> None:
        self._studio = studio
        self._lists = lists
        self._measuring = Measuring(studio)

    async def begin(self, request: web.Request, officer: Officer) -> web.Response:
        """Show an empty form."""
        return await self._show(request, officer, None, blank())

    async def edit(self, request: web.Request, officer: Officer) -> web.Response:
        """Show the form of one that is there."""
        studio = self._studio
        one = await studio.found(request)
        typed = filled(one.draft, studio.zone, await studio.broadcasts.codes(one))
        return await self._show(request, officer, one, typed, measure=True)

    async def write(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Keep a new draft, or measure it."""
        return await self._write(request, officer, None)

    async def rewrite(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Keep a draft that is there as it is written now."""
        return await self._write(request, officer, await self._studio.found(request))

    async def measure(self, request: web.Request, officer: Officer) -> web.Response:
        """Give the part of the page that tells what a draft comes to, for its script."""
        typed = typed_in(await request.post())
        draft, _ = await self._read(typed, None)
        measured = await self._measuring.measured(request, draft)
        return self._studio.frame.render(request, officer, "desk_broadcast_measured.html", measured=measured)

    async def _write(
        self, request: web.Request, officer: Officer, one: Broadcast | None
    ) -> web.StreamResponse:
        form = await request.post()
        typed, do = typed_in(form), form.get("do", "save")
        if isinstance(do, str) and do.startswith("wording-"):
            typed = await self._reworded(request, typed, do.removeprefix("wording-"))
        if do != "save":
            return await self._show(request, officer, one, typed, measure=True)
        faults = await self._upload(request, form, typed, officer)
        draft, found = await self._read(typed, one)
        faults += [self._said(each, self._studio.words(request)) for each in found]
        if not faults:
            kept = await self._keep(draft, typed, officer, one, _version(form))
            if not isinstance(kept, Refused):
                return onward(f"{HOME}/{kept.code}?done=saved")
            faults = [Said("", await refusal(kept, self._studio, request))]
        return await self._show(request, officer, one, typed, faults, measure=True)

    async def _keep(
        self, draft: Draft, typed: Typed, officer: Officer, one: Broadcast | None, version: int
    ) -> Answer:
        broadcasts = self._studio.broadcasts
        if one is None:
            return await broadcasts.make(draft, officer.name, read_codes(typed, None))
        codes = read_codes(typed, await broadcasts.codes(one))
        return await broadcasts.edit(one.id, draft, officer.name, version, codes)

    async def _upload(self, request: web.Request, form: Form, typed: Typed, officer: Officer) -> list[Said]:
        """Take in the files that came along, and choose the lists that they make."""
        faults: list[Said] = []
        for field, chosen in _FILES:
            given = form.get(field)
            if isinstance(given, web.FileField) and given.filename:
                taken = await self._lists.take(given, officer.name, self._studio.words(request))
                if taken.id is not None:
                    typed[chosen] = str(taken.id)
                faults += [Said(field, each) for each in taken.faults]
        return faults

    async def _read(self, typed: Typed, one: Broadcast | None) -> tuple[Draft, Sequence[Fault]]:
        reader = Reader(typed, await self._choices(), one.corrects if one else None)
        return reader.draft(), reader.faults

    async def _choices(self) -> Choices:
        studio = self._studio
        return Choices(
            studio.rules.topics,
            [each.code for each in await studio.zones.all()],
            studio.rules.aliases,
            {each.id: each.names for each in await studio.lists.all()},
            studio.zone,
        )

    async def _reworded(self, request: web.Request, typed: Typed, language: str) -> Typed:
        """Put the plainer wording of a language in place of what is written."""
        draft, _ = await self._read(typed, None)
        measured = await self._measuring.measured(request, draft)
        for each in measured.words:
            if each.language == language and each.wording:
                typed |= {f"title-{language}": each.wording_title, f"body-{language}": each.wording}
        return typed

    async def _show(
        self,
        request: web.Request,
        officer: Officer,
        one: Broadcast | None,
        typed: Typed,
        faults: Sequence[Said] = (),
        *,
        measure: bool = False,
    ) -> web.Response:
        studio, words = self._studio, self._studio.words(request)
        draft, _ = await self._read(typed, one)
        measured = await self._measuring.measured(request, draft) if measure else Measured(())
        return studio.frame.render(
            request,
            officer,
            "desk_broadcast_compose.html",
            422 if faults else 200,
            heading=words("br-edit-title", code=one.code) if one else words("br-compose-title"),
            back=f"{HOME}/{one.code}" if one else HOME,
            code=one.code if one else "",
            version=one.version if one else 0,
            corrects=one is not None and one.corrects is not None,
            typed=typed,
            faults=faults,
            notes=self._lists.told(officer.name, words) if request.method == "GET" else (),
            faulty={each.field for each in faults},
            measured=measured,
            languages=LANGUAGES,
            spoken=[(each, words(f"br-language-{each}")) for each in LANGUAGES],
            topics=[(each, words.get(f"br-topic-{each}", each)) for each in studio.rules.topics],
            zones=[(each.code, each.name) for each in await studio.zones.all()],
            aliases=studio.rules.aliases,
            ready=await studio.lists.all(),
            quiet=studio.quiet(words),
            cap=offer(words, draft.audience.topics),
            longest=LONGEST,
            longest_event=LONGEST_EVENT,
            longest_title=LONGEST_TITLE,
            home=HOME,
            done="correct" if request.query.get("done") == "correct" else "",
        )

    def _said(self, fault: Fault, words: DeskWords) -> Said:
        values = dict(fault.values)
        if fault.word == "query":
            about = str(values.pop("about"))
            what = words(f"br-query-{values.pop('reason')}")
            values["what"] = f"{what}: {about}" if about else what
        return Said(fault.field, words(f"br-error-{fault.word}", **values), fault.pointed)


def _version(form: Form) -> int:
    given = form.get("version", "")
    return (
        int(given)
        if isinstance(given, str) and given.isascii() and given.isdigit() and len(given) < _DIGITS
        else -1
    )


def routes(page: ComposePage, studio: Studio) -> list[web.RouteDef]:
    """List the routes: they stand before that of one broadcast."""
    get, post, here = studio.frame.get, studio.frame.post, f"{HOME}/{{code}}/edit"
    return [
        get(f"{HOME}/new", page.begin, *WRITERS),
        post(f"{HOME}/new", page.write, *WRITERS, largest=ROOM),
        post(f"{HOME}/measure", page.measure, *WRITERS, quiet=True),
        get(here, page.edit, *WRITERS),
        post(here, page.rewrite, *WRITERS, largest=ROOM),
    ]
