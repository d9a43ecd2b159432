"""Made-up services that exercise what today's real ones do not: two days, an enum, a name, free words."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from bot.desk import Desk
from bot.intents import Example, Intents
from bot.service import Outcome, Service, again, confirm, done
from bot.values import Email, FreeText, FutureDate, PersonName
from bot.words import COUNTER, Catalogue, Words

WORDS = Path(__file__).parent / "words"
ENGINE = Path(__file__).parent.parent.parent / "bot" / "words"


class Room(Enum):
    """Which room."""

    GREAT = auto()
    SMALL = auto()


@dataclass(frozen=True)
class BookRoom:
    """Two days of one type, an enum, a name, and an e-mail that is never asked for."""

    name: PersonName
    room: Room
    first: FutureDate
    last: FutureDate
    email: Email | None = None


@dataclass(frozen=True)
class ReportFault:
    """Words of the citizen's own, and a name."""

    what: FreeText
    who: PersonName


@dataclass(frozen=True)
class Bicycle:
    """A day."""

    on: FutureDate


async def offer_room(form: BookRoom) -> Outcome:
    """Show what would be booked; nothing is free on one day."""
    if form.last < form.first:
        return again("full", blame=("first", "last"))
    return confirm("offer", **_shown(form))


async def book(form: BookRoom) -> Outcome:
    """Book it."""
    del form
    return done("booked")


def _shown(form: BookRoom) -> dict[str, object]:
    return {
        "name": form.name,
        "room": form.room.name,
        "first": form.first,
        "last": form.last,
        "email": f", {form.email}" if form.email else "",
    }


async def report(form: ReportFault) -> Outcome:
    """Repeat it."""
    return done("reported", what=form.what, who=form.who)


async def take(form: Bicycle) -> Outcome:
    """Say so."""
    del form
    return done("taken")


SERVICES = (
    Service("book_room", BookRoom, book, review=offer_room),
    Service("report_fault", ReportFault, report),
    Service("lend_bicycle", Bicycle, take),
    Service("return_bicycle", Bicycle, take),
)

# The two bicycle services are asked for in the very same words: nobody could tell them apart.
_SENTENCES = {
    "service book_room": ("vorrei prenotare una sala", "mi serve la sala", "prenotazione sala riunioni"),
    "service report_fault": ("c'è un guasto da segnalare", "vorrei segnalare un guasto", "segnalo una buca"),
    "service lend_bicycle": ("la bicicletta comunale", "una bicicletta per favore", "bicicletta"),
    "service return_bicycle": ("la bicicletta comunale", "una bicicletta per favore", "bicicletta"),
    "smalltalk thanks": ("grazie", "grazie mille", "molte grazie"),
    "smalltalk ok": ("ok", "va bene", "forse"),
    "command operator": ("vorrei parlare con una persona", "mi passi un operatore", "voglio un umano"),
    "command help": ("non capisco", "mi aiuti", "come funziona"),
    "none": ("che tempo fa domani", "chi ha vinto la partita", "una pizza margherita"),
}


def build_desk(services: Sequence[Service] = SERVICES) -> Desk:
    """A desk with these services, the engine's own words, and a few sentences to learn from."""
    scopes = {COUNTER: ENGINE, **{service.name: WORDS for service in services}}
    words = Words(
        {
            (scope, language): Catalogue.load(
                scope,
                language,
                [ENGINE / f"{COUNTER}.{language}.ftl", folder / f"{scope}.{language}.ftl"],
            )
            for scope, folder in scopes.items()
            for language in ("it", "en")
        },
        {"city": "Comune di Prova", "office_phone": "none", "office_hours": "none"},
    )
    examples = [Example(intent, "it", text) for intent, texts in _SENTENCES.items() for text in texts]
    return Desk.build(services, words, Intents.learn(examples))
