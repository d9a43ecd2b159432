"""The daily register on paper: PDF/A-2a and PDF/UA-1, the same bytes for the same day.

A page that is kept for good (PDF/A, ISO 19005-2) and that a screen reader can read (PDF/UA, ISO 14289-1).
"""

import json
from datetime import UTC, datetime, time

import typst

from sportello.register_words import PAPERS, legible, say
from sportello.settings import Settings
from storage.register import Annulment, Day, Direction, Filed

_SHORT = 16  # of a hash: the sheet has all of it
_FIXED = (
    "title",
    "unfinished",
    "nothing",
    "number",
    "time",
    "direction",
    "party",
    "subject",
    "fingerprint",
    "annulments",
    "annulments-of",
    "reason",
    "by",
    "seals",
    "chain",
    "chain-before",
    "chain-last",
    "chain-note",
)


def paper(day: Day, settings: Settings, *, unfinished: bool) -> bytes:
    """Print a day; `unfinished` tells that more may come, and is said on the page."""
    document = {
        "city": legible(settings.city.name),
        "codes": _codes(settings),
        "words": _words(day),
        "unfinished": unfinished,
        "entries": [_entry(filed) for filed in day.entries],
        "annulments": [_annulment(each) for each in day.annulments],
        "seals": [
            {"entry": each.entry, "time": f"{each.at:%H:%M}", "sha256": each.sha256} for each in day.seals
        ],
        "before": day.before,
        "last": day.last,
    }
    made: bytes = typst.compile(
        PAPERS / "register.typ",
        root=PAPERS,
        ignore_system_fonts=True,  # the same page on every machine
        sys_inputs={"data": json.dumps(document)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=datetime.combine(day.on, time.min, UTC),
    )
    return made


def _codes(settings: Settings) -> list[str]:
    ours = settings.register
    found = {"administration": ours.administration, "area": ours.area, "code": ours.code}
    return [f"{say(name)} {code}" for name, code in found.items() if code]


def _words(day: Day) -> dict[str, str]:
    numbers = [filed.entry.text for filed in day.entries] or [""]
    return {
        **{name: say(name) for name in _FIXED},
        "of-day": say("of-day", day=f"{day.on:%d/%m/%Y}"),
        "summary": say("summary", entries=str(len(day.entries)), annulments=str(len(day.annulments))),
        "numbers": say("numbers", first=numbers[0], last=numbers[-1]),
        "page": say("page", page="<page>", pages="<pages>"),
    }


def _entry(filed: Filed) -> dict[str, object]:
    coming = filed.direction is Direction.IN
    return {
        "number": f"{filed.entry.number:07d}",
        "time": f"{filed.entry.at:%H:%M}",
        "direction": say(f"direction-{filed.direction.value}"),
        "party": legible(filed.sender if coming else ", ".join(filed.recipients)),
        "subject": legible(filed.subject),
        "notes": list(map(legible, _notes(filed))),
        "fingerprint": f"{filed.message_sha256[:_SHORT]}…" if filed.message_sha256 else say("unsealed"),
    }


def _notes(filed: Filed) -> list[str]:
    notes = []
    if filed.theirs:
        notes.append(say("theirs", number=filed.theirs))
    if filed.answers:
        notes.append(say("answers", number=filed.answers))
    if filed.enclosed:
        notes.append(say("attachments", count=len(filed.enclosed)))
    if filed.annulment is not None:
        gone = filed.annulment
        notes.append(say("annulled", time=f"{gone.at:%H:%M}", by=gone.by, reason=gone.reason))
    return notes


def _annulment(annulment: Annulment) -> dict[str, str]:
    return {
        "entry": annulment.entry,
        "time": f"{annulment.at:%H:%M}",
        "by": legible(annulment.by),
        "reason": legible(annulment.reason),
    }
