"""One broadcast on one page: its words, whom it is for, how it goes, what happened, what to do now."""

from dataclasses import dataclass, replace
from typing import Final

from aiohttp import web

from bot.alert_text import KINDS
from sportello.shortened import shortened
from sportello.web.desk.broadcast_codes import facts
from sportello.web.desk.broadcast_live import Watch
from sportello.web.desk.broadcast_measuring import Measuring, Reach, query_fault
from sportello.web.desk.broadcast_progress import STATUSES, Shown, shown
from sportello.web.desk.broadcast_sheet import BEGUN, OPEN, Can, Scribe, Sheet, is_own
from sportello.web.desk.look import language_of
from sportello.web.desk.studio import DECIDERS, HOME, READERS, WORKERS, Studio
from sportello.web.desk.wording import DeskWords
from storage.alerts import Became
from storage.audience_query import BadQuery
from storage.broadcasts import Broadcast, Progress, State
from storage.staff_rows import Officer

MANY: Final = 1_000  # people from which on their number is typed by who approves
LONGEST: Final = 500  # characters of a reason
DONE: Final = frozenset(
    {"saved", "submit", "test", "approve", "reject", "release", "review", "pause", "resume", "cancel"}
    | {f"cap-{became.value}" for became in Became if became is not Became.UNRELATED}
)
PREVIEWS: Final = 8


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why nothing was done, in words, and at which field; what was typed stays."""

    said: str = ""
    field: str = ""
    typed: str = ""


_NOTHING = Wrong()


class BroadcastPage:
    """Shows the page, to whoever looks and to whoever could not do what they wanted."""

    def __init__(self, studio: Studio, watch: Watch) -> None:
        self._studio = studio
        self._watch = watch
        self._measuring = Measuring(studio)

    async def show(self, request: web.Request, officer: Officer) -> web.Response:
        """Show a broadcast."""
        return await self.answer(request, officer, await self._studio.found(request))

    async def answer(
        self,
        request: web.Request,
        officer: Officer,
        one: Broadcast,
        wrong: Wrong = _NOTHING,
        status: int = 200,
    ) -> web.Response:
        """Answer with the page as it is now."""
        studio, words = self._studio, self._studio.words(request)
        reach, trouble = await self.reach(request, one)
        can = Can.of(one, officer)
        done = request.query.get("done", "")
        waits = one.state in {State.SUBMITTED, State.HELD}
        return studio.frame.render(
            request,
            officer,
            "desk_broadcast.html",
            status,
            sheet=await self.sheet(request, one),
            can=can,
            reach=reach,
            trouble=trouble,
            own=waits and officer.may(*DECIDERS) and is_own(one, officer),
            typing=reach is not None and reach.count.people >= MANY,
            progress=await self.progress(request, one) if one.state in BEGUN else None,
            statuses=STATUSES,
            wrong=wrong.said,
            wrong_field=wrong.field,
            typed=wrong.typed,
            done=done if done in DONE and not wrong.said else "",
            quiet=studio.quiet(words),
            resting=studio.resting(one, words),
            home=HOME,
            here=f"{HOME}/{one.code}",
            longest_reason=LONGEST,
        )

    async def preview(self, request: web.Request, officer: Officer) -> web.Response:
        """Show what some of its real recipients would get; the look is written down first."""
        studio, one = self._studio, await self._studio.found(request)
        await studio.frame.looked(officer, "broadcast-previewed", one.code)
        words = studio.words(request)
        found = await studio.previews.of(one.draft, PREVIEWS)
        shown_ = [
            {
                "to": shortened(f"{words.get(f'br-channel-{each.channel}', each.channel)}:{each.address}"),
                "language": words.get(f"br-language-{each.language}", each.language),
                "code": each.language,
                "subject": each.words.subject,
                "text": each.words.text,
                "segments": each.segments if KINDS.get(each.channel) == "sms" else 0,
                "lacking": ", ".join(each.lacking),
            }
            for each in found
        ]
        return studio.frame.render(
            request,
            officer,
            "desk_broadcast_preview.html",
            code=one.code,
            shown=shown_,
            here=f"{HOME}/{one.code}",
        )

    async def sheet(self, request: web.Request, one: Broadcast) -> Sheet:
        """Put it into words."""
        studio, language = self._studio, language_of(request)
        words = studio.words(request)
        events = await studio.broadcasts.events(one.id)
        corrected = await studio.broadcasts.one(one.corrects) if one.corrects is not None else None
        scribe = Scribe(
            words,
            language,
            await studio.names(),
            {each.code: each.name for each in await studio.zones.all()},
            {each.id: each.name for each in await studio.lists.all()},
            {corrected.id: corrected.code} if corrected else {},
            studio.when,
        )
        sheet = scribe.sheet(one, events, {each: self._measure(each, one, words) for each in one.draft.texts})
        codes = await studio.broadcasts.codes(one) if one.draft.public else None
        return replace(sheet, facts=[*sheet.facts, *facts(words, codes)])

    async def progress(self, request: web.Request, one: Broadcast) -> Shown:
        """Read how its sending goes."""
        studio, language = self._studio, language_of(request)
        found = await studio.broadcasts.progress(one.id) or Progress(one.state)
        rate = self._watch.rate(one.id)
        return shown(found, rate, studio.spent(found), studio.words(request), language)

    async def reach(self, request: web.Request, one: Broadcast) -> tuple[Reach | None, str]:
        """Count anew while nothing has left; else, and where it cannot be counted, there is none."""
        if one.state not in OPEN or not one.draft.audience.names_somebody:
            return None, ""
        try:
            return await self._measuring.reach(request, one.draft), ""
        except BadQuery as problem:
            return None, query_fault(problem, self._studio.words(request))

    def _measure(self, language: str, one: Broadcast, words: DeskWords) -> str:
        found = self._measuring.spoken(language, one.draft)
        return words("br-one-measured", segments=found.sent)


def routes(page: BroadcastPage, studio: Studio) -> list[web.RouteDef]:
    """List the routes."""
    get, here = studio.frame.get, f"{HOME}/{{code}}"
    return [get(here, page.show, *READERS), get(f"{here}/preview", page.preview, *WORKERS)]
