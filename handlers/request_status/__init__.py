"""How far a request is: one with its story, or all that are open, from any conversation of its citizen."""

from dataclasses import dataclass

from bot.level import Standing
from bot.service import Outcome, Service, done
from bot.values import Reference
from handlers.requests_told import Called, Happened, Open, standing_of
from storage.request_book import RequestBook, Story
from storage.request_rows import Stage, State, What


@dataclass(frozen=True)
class RequestStatus:
    """The reference may be told: without it all open ones are listed, or the only one is told of."""

    reference: Reference | None = None


async def fulfil(form: RequestStatus, *, lane: str, standing: Standing, request_book: RequestBook) -> Outcome:
    """Tell what has happened and what comes next; of a request that is another's nothing, not even that."""
    if form.reference is None:
        found = await request_book.open_of(lane, standing)
        if len(found) != 1:
            return done("open", listing=Open(found)) if found else done("none")
    reference = form.reference or found[0].reference
    story = await request_book.one(reference, lane, standing)
    if story is None:
        return done("unknown", reference=reference)
    return await _told(story, request_book)


async def _told(story: Story, book: RequestBook) -> Outcome:
    one = story.request
    waits = one.state is State.OPEN and one.stage is Stage.ASKED
    asked = next((each.text for each in reversed(story.events) if each.kind is What.ASKED), "")
    return done(
        "one",
        files=await book.files(story.papers),
        reference=one.reference,
        name=Called(one),
        stands=standing_of(one),
        by=one.answer_by,
        until=(one.asked_until or one.answer_by) if waits else "none",
        asked=asked if waits else "none",
        entry=one.entry or "none",
        story=Happened(story.events),
        answer=one.answer or "none",
    )


# Who wrote it may read it where it was written; a conversation that changed hands shows nothing of before.
SERVICE = Service("request_status", RequestStatus, fulfil, also_on="status", behalf=True, group="requests")
