"""What of a session is still served: a newer version of the program may ask for less than it holds."""

from collections.abc import Mapping
from dataclasses import replace

from bot.form import asks_all, slot_named
from bot.service import Service
from bot.session import Request, Session


def still_served(session: Session, services: Mapping[str, Service]) -> Session:
    """Forget what is not asked for any more; the very same session if that is nothing."""
    if all(_serves(request, services) for request in session.stack):
        return session
    stack = tuple(
        _still_asked(request, services[request.service])
        for request in session.stack
        if request.service in services
    )
    return replace(session, stack=stack, paused_at=session.paused_at if stack else None)


def _serves(request: Request, services: Mapping[str, Service]) -> bool:
    service = services.get(request.service)
    return service is not None and asks_all(service.form, request.answers)


def _still_asked(request: Request, service: Service) -> Request:
    """Keep the answers to slots that the form still has."""
    gone = {name for name in request.answers if slot_named(service.form, name) is None}
    if not gone:
        return request
    answers = {name: text for name, text in request.answers.items() if name not in gone}
    return replace(request, answers=answers, awaiting="")
