"""The payment notice (avviso di pagamento) as a page: what is due, by when, and the codes to pay it with."""

from dataclasses import dataclass
from datetime import date

from bot.values import Money, NoticeNumber
from platforms.paper.codes import post_code, square_code
from platforms.paper.drawing import post_drawing, square_drawing
from platforms.paper.typesetting import legible, say, typeset, words

_MOST_WAYS = 2  # side by side on the sheet

# Amounts that the highway code knows, and what it says of them.
_OF_FINES = ("discounted", "reduced", "increased")


@dataclass(frozen=True, slots=True)
class Creditor:
    """Whom the money goes to (ente creditore): `fiscal_code` has 11 digits, `cbill` is a code of banks.

    With a `postal_account` the notice has a part that post offices read; `postal_authorisation` is what
    Poste wants printed there.
    """

    name: str
    fiscal_code: str
    cbill: str = ""
    postal_account: str = ""
    postal_authorisation: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """One way of paying: its own notice number, and the amount that holds until `due_on` (None: always).

    `option` picks its name: "discounted", "reduced", "increased"; any other is just the amount due.
    """

    option: str
    nav: str
    amount_cents: int
    due_on: date | None


@dataclass(frozen=True, slots=True)
class NoticePaper:
    """All that a notice says: one way of paying, or two of which one is enough.

    `subject` (causale) holds no personal data.
    """

    creditor: Creditor
    subject: str
    ways: tuple[Way, ...]
    printed_on: date


def notice_pdf(paper: NoticePaper) -> bytes:
    """Print a notice; raises ValueError for no way, for more than two, and for numbers that fit no code."""
    if not 1 <= len(paper.ways) <= _MOST_WAYS:
        raise ValueError("a notice has one way of being paid, or two")
    creditor = paper.creditor
    document = {
        "creditor": legible(creditor.name),
        "creditor-code": creditor.fiscal_code,
        "cbill": creditor.cbill,
        "subject": legible(paper.subject),
        "words": {name: say(name) for name in _FIXED},
        "ways": [_way(way, paper) for way in paper.ways],
        "to-know": _to_know(paper),
        "printed": say("printed", day=_day(paper.printed_on)),
        "account": creditor.postal_account,
        "authorisation": legible(creditor.postal_authorisation),
    }
    return typeset("notice.typ", document, paper.printed_on)


_FIXED = (
    "notice",
    "pagopa",
    "creditor-code",
    "cbill",
    "how-much",
    "nav",
    "how",
    "online",
    "online-how",
    "in-person",
    "in-person-how",
    "needed",
    "to-know",
    "post",
    "account",
    "holder",
    "post-kind",
)


def _way(way: Way, paper: NoticePaper) -> dict[str, str]:
    creditor = paper.creditor
    nav, amount = NoticeNumber(way.nav).show("it"), Money(way.amount_cents).show("it")
    post = ""
    if creditor.postal_account:
        text = post_code(
            way.nav, creditor.fiscal_code, creditor.postal_account, way.amount_cents, paper.subject
        )
        post = post_drawing(text)
    return {
        "option": _option(way),
        "amount": amount,
        "until": say("until", day=_day(way.due_on)) if way.due_on else "",
        "nav": nav,
        "code": square_drawing(square_code(way.nav, creditor.fiscal_code, way.amount_cents)),
        "code-alt": say("code-alt", nav=nav, amount=amount),
        "post": post,
        "post-alt": say("post-alt", nav=nav, amount=amount),
    }


def _option(way: Way) -> str:
    name = f"option-{way.option}"
    return say(name if words().has(name) else "option-other")


def _to_know(paper: NoticePaper) -> list[str]:
    """Tell what whoever pays must know, in the order in which it will matter."""
    notes = [say("one-of-two")] if len(paper.ways) > 1 else []
    notes += [
        say(f"after-{way.option}", day=_day(way.due_on))
        for way in paper.ways
        if way.due_on and way.option in _OF_FINES and words().has(f"after-{way.option}")
    ]
    notes += [say("may-change"), say("in-full")]
    if any(way.option in _OF_FINES for way in paper.ways):
        notes.append(say("no-appeal"))
    return [*notes, say("already")]


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
