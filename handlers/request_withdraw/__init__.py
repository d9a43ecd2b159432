"""Withdraw a request that nobody has decided yet: it is shown first, and ends at a yes."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.level import Standing
from bot.service import Outcome, Service, ask, confirm, done, switch
from bot.values import Reference
from bot.values.listed import Listed
from handlers.requests_told import Called, Open, standing_of
from storage.request_book import RequestBook
from storage.request_rows import Request, State


@dataclass(frozen=True)
class RequestWithdraw:
    """Which one; who has only one open need not say. A number is the place of a mandate in its list."""

    reference: Reference | None = None
    which: Listed | None = None


async def review(
    form: RequestWithdraw, *, lane: str, standing: Standing, request_book: RequestBook
) -> Outcome:
    """Show what will end, or say why nothing can."""
    if form.reference is None and form.which is not None:
        return switch("a-mandate", "mandates", answers={"which": str(form.which)})
    if form.reference is None:
        return _among(await request_book.open_of(lane, standing))
    story = await request_book.one(form.reference, lane, standing)
    if story is None:
        return done("unknown", reference=form.reference)
    if story.request.state is not State.OPEN:
        return done(
            "closed", reference=form.reference, name=Called(story.request), stands=standing_of(story.request)
        )
    return _really(story.request)


def _among(found: Sequence[Request]) -> Outcome:
    if not found:
        return done("none")
    return ask("which", "reference", listing=Open(found)) if len(found) > 1 else _really(found[0])


def _really(one: Request) -> Outcome:
    return confirm(
        "really", reviewed=one, reference=one.reference, name=Called(one), day=one.opened_at.date()
    )


async def fulfil(
    _: RequestWithdraw, *, reviewed: Request, standing: Standing, request_book: RequestBook
) -> Outcome:
    """Withdraw it; who decides in this very moment is told that it is withdrawn, or was first."""
    records = request_book.withdraw(reviewed, standing)
    return done("withdrawn", records=records, reference=reviewed.reference, name=Called(reviewed))


SERVICE = Service(
    "request_withdraw",
    RequestWithdraw,
    fulfil,
    review=review,
    confirms=True,
    behalf=True,
    group="requests",
)
