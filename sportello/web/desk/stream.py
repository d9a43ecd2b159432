"""The stream of a page: what happens, as server-sent events, for as long as whoever reads is signed in."""

import contextlib
import time
from collections.abc import Mapping
from typing import Final

from aiohttp import web

from sportello.web.desk.asked import kind_of
from sportello.web.desk.events import RETRY, STILL, new_stream, tell
from sportello.web.desk.live import Listener
from sportello.web.desk.look import language_of
from sportello.web.desk.wording import DeskWords
from sportello.web.desk.worktop import WORKERS, Names, Naming, Worktop
from sportello.web.pages import LANGUAGES
from storage.request_changes import Change
from storage.request_rows import CITIZEN, State, What
from storage.staff_rows import Officer

PATH: Final = "/desk/live"
_NAMES_LAST: Final = 60.0  # seconds for which the names of staff are not read again


class Stream:
    """The handler; `still` is how long nothing is said at most."""

    def __init__(self, worktop: Worktop, *, still: float = STILL) -> None:
        self._top = worktop
        self._still = still

    async def listen(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Tell what happens until the page is closed, the session ends, or the counter stops."""
        stream = new_stream()
        await stream.prepare(request)
        listener = Listener(officer.name, officer.offices, language_of(request))
        with contextlib.suppress(ConnectionResetError), self._top.live.listening(listener):
            await stream.write(RETRY)
            after = request.headers.get("Last-Event-ID") or request.query.get("after", "")
            if after.isascii() and after.isdigit() and len(after) < 18:  # noqa: PLR2004 - digits of a BIGINT
                await self._top.live.missed(listener, int(after))
            await tell(self._top.frame, request, stream, listener, self._still)
        return stream


class Telling:
    """Puts a change into words; names are those of the last minute."""

    def __init__(self, naming: Naming) -> None:
        self._naming = naming
        self._words = {language: DeskWords(language, "") for language in LANGUAGES}
        self._names = Names({}, {})
        self._read_at = float("-inf")

    async def __call__(self, change: Change, language: str) -> Mapping[str, object]:
        """Write a change for the pages of one language; nothing of the citizen's own stands in it."""
        if time.monotonic() - self._read_at >= _NAMES_LAST:
            self._names, self._read_at = await self._naming.names(), time.monotonic()
        words, names = self._words[language], self._names
        replied = change.what is What.MESSAGE and change.by != CITIZEN
        return {
            "reference": str(change.reference),
            "shown": change.reference.show(language),
            "version": change.version,
            "open": change.state is State.OPEN,
            "kind": kind_of(words, change.kind),
            "stage": words(f"rq-stage-{change.stage.value}"),
            "assignee": names.who(change.assignee, words) if change.assignee else "",
            "what": words("rq-what-replied" if replied else f"rq-what-{change.what.value}"),
            "who": names.who(change.by, words),
            "at": f"{change.at:%H:%M}",
        }


def routes(stream: Stream, worktop: Worktop) -> list[web.RouteDef]:
    """List the route; to be open is nobody's doing: it keeps no session going."""
    return [worktop.frame.get(PATH, stream.listen, *WORKERS, quiet=True)]
