"""How a request went, from 1 to 5: asked once when it is decided, and answered by whoever wants to."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.level import Standing
from bot.service import QUIET, Outcome, Service, done
from bot.values import Mark, Reference
from handlers.requests_told import Called
from storage.request_book import RequestBook


@dataclass(frozen=True)
class RequestRating:
    """The mark: it is for what was decided last and has none."""

    stars: Mark


async def fulfil(form: RequestRating, *, lane: str, standing: Standing, request_book: RequestBook) -> Outcome:
    """Keep the mark: the first that is given counts."""
    one = await request_book.unrated(lane, standing)
    if one is None:
        return done("nothing")
    records = request_book.rate(one, form.stars.figure)
    return done("rated", records=records, reference=one.reference, stars=form.stars)


async def ask(payload: Mapping[str, object], *, lane: str, request_book: RequestBook) -> Outcome:
    """Ask how it went, unless that has been told."""
    story = await request_book.one(Reference(str(payload["reference"])), lane, Standing())
    if story is None or story.request.rating is not None:
        return done(QUIET)
    return done("how", reference=story.request.reference, name=Called(story.request))


SERVICE = Service("request_rating", RequestRating, fulfil, events={"ask": ask}, behalf=True, group="requests")
