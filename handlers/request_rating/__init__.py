"""How a request went, from 1 to 5: asked once when it is decided, and answered by whoever wants to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from bot.level import Standing
from bot.service import QUIET, Outcome, Service, done
from bot.values.reference import Reference
from handlers.requests_told import Called
from storage.request_book import RequestBook
from storage.request_rows import State


class Stars(Enum):
    """From "not at all" to "very well"."""

    ONE = 1
    TWO = 2
    THREE = 3
    FOUR = 4
    FIVE = 5


@dataclass(frozen=True)
class RequestRating:
    """The mark; without a reference it is for what was decided last."""

    stars: Stars
    reference: Reference | None = None


async def fulfil(form: RequestRating, *, lane: str, standing: Standing, request_book: RequestBook) -> Outcome:
    """Keep the mark: the first that is given counts."""
    if form.reference is None:
        one = await request_book.unrated(lane, standing)
        if one is None:
            return done("nothing")
    else:
        story = await request_book.one(form.reference, lane, standing)
        if story is None:
            return done("unknown", reference=form.reference)
        one = story.request
    if one.state is not State.ANSWERED:
        return done("not-yet", reference=one.reference)
    if one.rating is not None:
        return done("already", reference=one.reference, stars=str(one.rating))
    stars = form.stars.value
    return done("rated", records=request_book.rate(one, stars), reference=one.reference, stars=str(stars))


async def ask(payload: Mapping[str, object], *, lane: str, request_book: RequestBook) -> Outcome:
    """Ask how it went, unless that has been told."""
    story = await request_book.one(Reference(str(payload["reference"])), lane, Standing())
    if story is None or story.request.rating is not None:
        return done(QUIET)
    return done("how", reference=story.request.reference, name=Called(story.request))


SERVICE = Service("request_rating", RequestRating, fulfil, events={"ask": ask}, behalf=True, group="requests")
