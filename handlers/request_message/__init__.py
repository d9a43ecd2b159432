"""What a citizen adds to an open request: words and documents, which reach it whoever has it in hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.evidence import Evidence
from bot.level import Standing
from bot.service import FILES, QUIET, Outcome, Service, done
from bot.values import Addition
from bot.values.reference import Reference
from handlers.requests_told import Called, Open
from storage.request_book import RequestBook
from storage.request_rows import Request, Stage, State

_COUNTS: Final = {0: "none", 1: "one"}


@dataclass(frozen=True)
class RequestMessage:
    """Which request, and the words; files that come alone are for the one of which something was asked."""

    addition: Addition | None = None


async def fulfil(
    form: RequestMessage, *, lane: str, standing: Standing, evidence: Evidence, request_book: RequestBook
) -> Outcome:
    """Add what was written and what came along to the request; nothing that came is lost in silence."""
    if form.addition is None or form.addition.reference is None:
        words = form.addition.words if form.addition else ""
        return await _to_the_only_one(words, lane, standing, evidence, request_book)
    story = await request_book.one(form.addition.reference, lane, standing)
    if story is None:
        return done("unknown", reference=form.addition.reference)
    if not form.addition.words and not evidence.files:
        return done("nothing-written", reference=story.request.reference)
    return _added(story.request, form.addition.words, lane, evidence, request_book)


async def _to_the_only_one(
    words: str, lane: str, standing: Standing, evidence: Evidence, book: RequestBook
) -> Outcome:
    """Find the request that is meant where none is named: words are for the only one, or what was asked."""
    found = await book.open_of(lane, standing)
    waiting = [one for one in found if one.stage is Stage.ASKED] or _with_papers(found)
    meant = found if words and len(found) == 1 else waiting
    if (evidence.files or words) and len(meant) == 1:
        return _added(meant[0], words, lane, evidence, book)
    if not found:
        return done("not-needed" if evidence.files else "no-request")
    listed = waiting if len(waiting) > 1 else found
    return done("which", brought="yes" if evidence.files else "no", listing=Open(listed))


def _with_papers(found: Sequence[Request]) -> list[Request]:
    """Take those that papers go with: photographs come one by one, and the first has come."""
    return [one for one in found if one.details.get("documents")]


def _added(one: Request, words: str, lane: str, evidence: Evidence, book: RequestBook) -> Outcome:
    channel = lane.partition(":")[0]
    return done(
        "added" if one.state is State.OPEN else "added-after",
        records=book.heard(one, channel, words, evidence.files),
        reference=one.reference,
        name=Called(one),
        count=_COUNTS.get(len(evidence.files), str(len(evidence.files))),
        by=one.answer_by,
    )


async def remind(payload: Mapping[str, object], *, lane: str, request_book: RequestBook) -> Outcome:
    """Remind of what the office waits for, unless it has come or the request is decided."""
    reference, until = Reference(str(payload["reference"])), date.fromisoformat(str(payload["until"]))
    story = await request_book.one(reference, lane, Standing())
    if story is None or story.request.stage is not Stage.ASKED or story.request.asked_until != until:
        return done(QUIET)
    if story.request.state is not State.OPEN:
        return done(QUIET)
    return done("reminder", reference=reference, name=Called(story.request), until=until)


SERVICE = Service(
    "request_message",
    RequestMessage,
    fulfil,
    events={"reminder": remind},
    wants_files=True,
    also_on=FILES,
    behalf=True,
    group="requests",
)
