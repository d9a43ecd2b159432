"""A session as text and back: raw answers, so that code may change under an open request."""

from datetime import datetime, tzinfo
from typing import Any

from bot.level import Level
from bot.session import Link, Offer, Request, Session
from storage.documents import dump, load

EMPTY = Session()


def dump_session(session: Session) -> str:
    """JSON, empty text for a session in which nothing is open."""
    if session == EMPTY:
        return ""
    document: dict[str, object] = {} if session.link is None else {"link": _link(session.link)}
    if session.acting:
        document["acting"] = session.acting
    if session.person:
        document["person"] = session.person.isoformat()
    return dump(
        document
        | {
            "stack": [_request(request) for request in session.stack],
            "offers": [[offer.label, offer.action, *offer.aliases] for offer in session.offers],
            "question": session.question,
            "pending": session.pending,
            "paused_at": session.paused_at.isoformat() if session.paused_at else "",
            "context": dict(session.context),
        }
    )


def _link(link: Link) -> list[object]:
    return [int(link.level), link.until.isoformat()]


def load_session(text: str, zone: tzinfo) -> Session:
    """Read a session; one that cannot be read any more is empty, because a claim must not fail on it."""
    if not text:
        return EMPTY
    try:
        return _session(load(text), zone)
    except (ValueError, TypeError, KeyError, AttributeError):
        return EMPTY


def _request(request: Request) -> dict[str, object]:
    return {
        "service": request.service,
        "answers": dict(request.answers),
        "opened_at": request.opened_at.isoformat(),
        "awaiting": request.awaiting,
        "misses": request.misses,
        "shown": request.shown,
    }


def _session(document: dict[str, Any], zone: tzinfo) -> Session:
    paused_at, link, person = document.get("paused_at"), document.get("link"), document.get("person")
    return Session(
        stack=tuple(_read_request(entry, zone) for entry in document["stack"]),
        offers=tuple(Offer(label, action, tuple(rest)) for label, action, *rest in document["offers"]),
        question=document["question"],
        pending=document["pending"],
        paused_at=_moment(paused_at, zone) if paused_at else None,
        context=document["context"],
        link=Link(Level(link[0]), _moment(link[1], zone)) if link else None,
        acting=document.get("acting", ""),
        person=_moment(person, zone) if person else None,
    )


def _read_request(entry: dict[str, Any], zone: tzinfo) -> Request:
    return Request(
        service=entry["service"],
        answers=entry["answers"],
        opened_at=_moment(entry["opened_at"], zone),
        awaiting=entry["awaiting"],
        misses=entry["misses"],
        shown=entry.get("shown", ""),
    )


def _moment(text: str, zone: tzinfo) -> datetime:
    return datetime.fromisoformat(text).astimezone(zone)
