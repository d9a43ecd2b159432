"""The sheet that goes with a permit that is handed back: a part for the office, and a receipt."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from platforms.certificates.letterhead import Letterhead
from platforms.paper.typesetting import legible, typeset
from platforms.permits.setting import arms
from platforms.permits.wording import say

_TEMPLATES: Final = Path(__file__).with_name("templates")
_PLAIN: Final = Letterhead()
_LINES: Final = ("day", "officer", "signature")


@dataclass(frozen=True, slots=True)
class HandingBack:
    """Which permit comes back, and the one in its place (empty where it was renounced); nobody is named."""

    number: str
    plates: tuple[str, ...]
    new: str
    on: date
    municipality: str


def handing_back_pdf(sheet: HandingBack, letterhead: Letterhead = _PLAIN) -> bytes:
    """Print the sheet, which is not sealed: what counts is the office's hand on it. Same data, same bytes."""
    facts = {
        "back-number": sheet.number,
        "back-plates": ", ".join(sheet.plates),
        "back-new": sheet.new,
        "back-on": f"{sheet.on:%d/%m/%Y}",
    }
    document = {
        "title": say("back-title"),
        "municipality": legible(sheet.municipality),
        "arms": arms(letterhead, sheet.municipality),
        "why": say("back-worn" if sheet.new else "back-renounced", new=legible(sheet.new)),
        "how": say("back-how"),
        "facts": [{"name": say(name), "value": legible(value)} for name, value in facts.items() if value],
        "office": {"title": say("back-office"), "text": say("back-took", number=legible(sheet.number))},
        "receipt": {"title": say("back-receipt"), "text": say("back-took", number=legible(sheet.number))},
        "lines": [say(f"back-{name}") for name in _LINES],
        "fold": say("back-cut"),
    }
    return typeset("handing_back.typ", document, sheet.on, folder=_TEMPLATES)
