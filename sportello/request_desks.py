"""The desk of requests, wired: which service hears of a decision, what citizens read, what channels carry."""

from datetime import date, timedelta

from bot.clock import Clock, Ids
from handlers import DECIDED
from sportello.request_frames import framed
from sportello.settings import Settings
from storage.database import Database
from storage.request_answers import Carriage
from storage.request_desk import RequestDesk
from storage.request_rows import Request, What

# A test holds them to what the channels say of themselves.
CARRIAGE = Carriage(
    files=frozenset({"telegram", "email", "pec"}),
    letters=frozenset({"email", "pec"}),
    rated=frozenset({"sms", "telegram", "email"}),
)


def open_request_desk(settings: Settings, database: Database, clock: Clock, ids: Ids) -> RequestDesk:
    """Open the desk at which staff work on requests."""

    def frame(language: str, what: What, one: Request, text: str, until: date | None) -> str:
        return framed(language, what, one, text, until, clock().date())

    ask_for = timedelta(days=settings.requests.ask_days)
    return RequestDesk(database, DECIDED, frame, CARRIAGE, ids, ask_for)
