"""What staff do at a terminal with a request: take it, give it on, write to its citizen, decide it."""

import os
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path

import typer

from bot.errors import BadRequest
from sportello.looked import operator
from sportello.request_desks import open_request_desk
from sportello.requests import read_reference, unknown
from sportello.settings import load
from sportello.stores import visiting
from sportello.terminal import line
from storage.request_desk import Answer, RequestDesk, RequestView, Stale
from storage.request_rows import Request, State

# What is done: at the desk, with a request of that version, by somebody.
Deed = Callable[[RequestDesk, str, int, str], Awaitable[Answer]]


async def take(given: str, by: str | None) -> None:
    """Take a request in hand."""
    await _do(
        given, by, "is in your hands", lambda desk, one, seen, who: desk.take(one, by=who, expected=seen)
    )


async def assign(given: str, to: str, by: str | None, *, office: bool) -> None:
    """Give a request to somebody, or to an office."""

    async def deed(desk: RequestDesk, one: str, seen: int, who: str) -> Answer:
        return await (desk.hand if office else desk.assign)(one, to, by=who, expected=seen)

    await _do(given, by, f"goes to {line(to)}" if to else "is nobody's", deed)


async def note(given: str, text: str, by: str | None) -> None:
    """Add a remark that no citizen sees."""
    words = _said(text, "a note needs a text")
    await _do(
        given,
        by,
        "has a note more",
        lambda desk, one, seen, who: desk.note(one, words, by=who, expected=seen),
        closed=True,
    )


async def ask_more(given: str, text: str, by: str | None) -> None:
    """Ask more of the citizen."""
    words = _said(text, "say what is lacking, and where it is found")
    await _do(
        given,
        by,
        "waits for the citizen; the question is on its way",
        lambda desk, one, seen, who: desk.ask_more(one, words, by=who, expected=seen),
    )


async def decide(given: str, text: str, by: str | None, *, accepted: bool) -> None:
    """Answer a request, once: BadRequest says who was first if it has been answered already."""
    words = _said(text, "an answer needs a text: say why, and what happens next")

    async def deed(desk: RequestDesk, one: str, seen: int, who: str) -> Answer:
        return await (desk.accept if accepted else desk.refuse)(one, words, by=who, expected=seen)

    outcome = "accepted" if accepted else "refused"
    await _do(given, by, f"is {outcome}; the answer is on its way", deed)


def _said(text: str, otherwise: str) -> str:
    if not text.strip():
        raise BadRequest(otherwise)
    return text.strip()


async def _do(given: str, by: str | None, done: str, deed: Deed, *, closed: bool = False) -> None:
    """Do something with a request as it stands now; BadRequest if somebody is first."""
    settings = load(os.environ, Path.cwd())
    with visiting() as database:
        desk = open_request_desk(settings, database, database.clock, _new_id)
        reference = read_reference(given, database.clock().date())
        seen = await desk.view(str(reference))
        if seen is None:
            raise unknown(given)
        shown = reference.show("en")
        if seen.request.state is not State.OPEN and not closed:
            raise _too_late(shown, seen)
        answer = await deed(desk, str(reference), seen.request.version, by or operator())
        if isinstance(answer, Stale):
            raise _was_first(shown, answer, await desk.view(str(reference)))
    typer.echo(f"{shown} {done}.")


def _new_id() -> str:
    return secrets.token_hex(8)


def _was_first(shown: str, stale: Stale, seen: RequestView | None) -> BadRequest:
    if seen is not None and seen.request.state is not State.OPEN:
        return _too_late(shown, seen)
    when = f"{stale.at:%d/%m/%Y at %H:%M}"
    return BadRequest(f"{shown} has changed ({stale.what.value}, by {stale.by} on {when}); nothing was done")


def _too_late(shown: str, seen: RequestView) -> BadRequest:
    one: Request = seen.request
    if one.state is State.WITHDRAWN:
        return BadRequest(f"{shown} was withdrawn by the citizen; nothing was sent")
    outcome, at = "accepted" if one.accepted else "refused", f"{one.answered_at:%d/%m/%Y at %H:%M}"
    return BadRequest(f"{shown} was {outcome} already, by {one.answered_by} on {at}; nothing was sent")
