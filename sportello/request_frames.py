"""What stands round the words of staff where a citizen reads them: reference, what was done, what is next."""

from datetime import date
from functools import cache
from pathlib import Path

from bot.values.date import Date
from bot.words import Catalogue
from storage.request_rows import Request, What
from storage.request_terms import answer_due

_PAPERS = Path(__file__).parent / "papers"
_LANGUAGES = ("it", "en")
_TEXTS = {
    What.ACCEPTED: "accepted",
    What.REFUSED: "refused",
    What.ASKED: "asked",
    What.MESSAGE: "message",
    What.DOCUMENT: "document",
}


def framed(language: str, what: What, one: Request, text: str, until: date | None, today: date) -> str:
    """Put the words of staff into what leaves; in Italian where the citizen's language is not known."""
    spoken = language if language in _LANGUAGES else _LANGUAGES[0]
    words, reference = _words(spoken), one.reference.show(spoken)
    opening = words.text(_TEXTS[what], {"reference": reference})
    lines = [opening, *([text] if text else [])]
    if what is What.ASKED and until is not None:
        lines.append(
            words.text(
                "asked-how",
                {
                    "reference": reference,
                    "until": Date(until).show(spoken),
                    "way": one.lane.partition(":")[0],
                },
            )
        )
    due = answer_due(one, today)
    if what in (What.ACCEPTED, What.REFUSED) and today > due:
        # law: l241-1990/2/9-quinquies - by when it was due, and how long it took
        took = str((today - one.opened_at.date()).days)
        days = str((due - one.opened_at.date()).days)
        lines.append(words.text("late", {"due": Date(due).show(spoken), "days": days, "took": took}))
    return "\n".join(lines)


@cache
def _words(language: str) -> Catalogue:
    return Catalogue.load("requests", language, [_PAPERS / f"requests.{language}.ftl"])
