"""The requests as staff work on them: a queue, one request with its story, and what can be done with it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial

from bot.clock import Ids
from bot.message import File
from storage.blobs import find
from storage.database import Database
from storage.request_answers import TEXT_ALONE, Carriage
from storage.request_deeds import Answer, Deed, Done, Stale
from storage.request_rows import Request, What
from storage.request_views import (
    Filter,
    RequestView,
    queue,
    view,
)
from storage.request_writes import (
    ASK,
    ASSIGN,
    ATTACH,
    DECIDE,
    HAND,
    NOTE,
    REPLY,
    TAKE,
)
from storage.transaction import Kind

__all__ = ["Answer", "Carriage", "Done", "Filter", "RequestDesk", "RequestView", "Stale"]

# Puts what staff wrote into what the citizen reads: (language, what is said, of which request, their words,
# the last day to answer if more is asked). The language is empty where it is not known.
Frame = Callable[[str, What, Request, str, date | None], str]


def bare(language: str, what: What, one: Request, text: str, until: date | None) -> str:
    """Put nothing round it."""
    del language, what, one, until
    return text


def _no_correlation() -> str:
    return "desk"


@dataclass(frozen=True, slots=True)
class RequestDesk:
    """What staff see of requests and do with them; each deed is one transaction, and safe to repeat.

    `services` names the service that hears of the decision of a kind (its event `decided`); the words of
    staff reach the citizen without it. Whoever does something names the version that they saw: what happened
    since makes them Stale, and nothing is done. Raises LookupError for a reference of nothing.
    """

    database: Database
    services: Mapping[str, str] = field(default_factory=dict)
    frame: Frame = bare
    carriage: Carriage = TEXT_ALONE
    ids: Ids = _no_correlation
    ask_for: timedelta = timedelta(days=30)

    async def queue(self, which: Filter, limit: int) -> Sequence[Request]:
        """Read open requests, those first whose term ends first; the next page is after the last of these."""
        return await self.database.reader.fetch(partial(queue, which=which, limit=limit))

    async def view(self, reference: str) -> RequestView | None:
        """Read one request with its story; None if there is none of that reference."""
        return await self.database.reader.fetch(partial(view, reference=reference))

    async def content(self, reference: str, sha256: str) -> bytes | None:
        """Read a document of a request; None if it has none of this hash."""
        seen = await self.view(reference)
        if seen is None or all(each.sha256 != sha256 for each in seen.documents):
            return None
        found = await self.database.reader.fetch(partial(find, hashes=[sha256]))
        return found.get(sha256)

    async def take(self, reference: str, *, by: str, expected: int) -> Answer:
        """Take a request in hand."""
        return await self._do(TAKE, Deed(reference, expected, by))

    async def assign(self, reference: str, to: str, *, by: str, expected: int) -> Answer:
        """Give a request to somebody of the staff, or with an empty name back to the queue."""
        return await self._do(ASSIGN, Deed(reference, expected, by, name=to))

    async def hand(self, reference: str, office: str, *, by: str, expected: int) -> Answer:
        """Give a request to another office, where nobody has it in hand yet."""
        return await self._do(HAND, Deed(reference, expected, by, name=office))

    async def note(self, reference: str, text: str, *, by: str, expected: int) -> Answer:
        """Add a remark that no citizen sees."""
        return await self._do(NOTE, Deed(reference, expected, by, text))

    async def reply(
        self, reference: str, text: str, *, by: str, expected: int, files: Sequence[File] = ()
    ) -> Answer:
        """Write to the citizen without asking for anything."""
        return await self._tell(REPLY, What.MESSAGE, Deed(reference, expected, by, text, files=files))

    async def ask_more(
        self, reference: str, text: str, *, by: str, expected: int, until: date | None = None
    ) -> Answer:
        """Ask more of the citizen, by a day: `ask_for` from now if none is named."""
        until = until or self.database.clock().date() + self.ask_for
        return await self._tell(ASK, What.ASKED, Deed(reference, expected, by, text, until=until))

    async def accept(
        self, reference: str, text: str, *, by: str, expected: int | None, files: Sequence[File] = ()
    ) -> Answer:
        """Decide for the citizen."""
        deed = Deed(reference, expected, by, text, files=files, accepted=True)
        return await self._tell(DECIDE, What.ACCEPTED, deed)

    async def refuse(self, reference: str, text: str, *, by: str, expected: int | None) -> Answer:
        """Decide against the citizen: `text` is the reason."""
        return await self._tell(DECIDE, What.REFUSED, Deed(reference, expected, by, text))

    async def attach(
        self, reference: str, files: Sequence[File], *, by: str, expected: int, text: str = ""
    ) -> Answer:
        """Add documents for the citizen, and send them if there are words to go with them."""
        deed = Deed(reference, expected, by, text, files=files)
        return await (self._tell(ATTACH, What.DOCUMENT, deed) if text else self._do(ATTACH, deed))

    async def _tell(self, kind: Kind[Deed, Answer], what: What, deed: Deed) -> Answer:
        """Do something of which the citizen reads, in their language."""
        seen = await self.view(deed.reference)
        if seen is None:
            raise LookupError("there is no request of this reference")
        words = self.frame(seen.language, what, seen.request, deed.text.strip(), deed.until)
        service = self.services.get(seen.request.kind, "")
        return await self._do(kind, replace(deed, words=words, service=service))

    def _do(self, kind: Kind[Deed, Answer], deed: Deed) -> Awaitable[Answer]:
        return self.database.writer.submit(
            kind, replace(deed, correlation=self.ids(), carriage=self.carriage)
        )
