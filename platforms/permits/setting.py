"""Permits set in type: one sheet to be folded, PDF/A-3a and PDF/UA-1 at once; same paper, same bytes."""

import json
from collections.abc import Mapping, Sequence
from math import ceil
from pathlib import Path
from typing import Final

from platforms.certificates.letterhead import Letterhead, made_up_arms
from platforms.paper.drawing import link_drawing
from platforms.paper.typesetting import Standard, legible, typeset
from platforms.permits.paper import PermitPaper
from platforms.permits.wording import both, kind_title, say, shown_title

_TEMPLATES: Final = Path(__file__).with_name("templates")
_STANDARDS: tuple[Standard, ...] = ("a-3a", "ua-1")
_PLAIN: Final = Letterhead()
_WIDE, _HIGH = 350, 150  # points that there are for the plates beside the square code
_LETTER = 0.602  # of DejaVu Sans Mono: the width of a letter to its size
_LARGEST = 82  # points: seven letters fill the width
_ONE_BELOW_THE_OTHER = 4  # more plates stand in two columns
_ZONES = ((2, 80), (4, 56), (12, 34), (99, 22))  # up to how many letters a zone's name is how large
_FIXED = ("keep", "mind", "check", "check-how")
_DUTIES = ("duty-show", "duty-fold", "duty-gates", "duty-tell")
_DUTIES_UNSHOWN = ("duty-gates", "duty-keep", "duty-tell")
_UNSHOWN = frozenset({"electric"})  # who tells their plate has nothing to display


def permit_pdf(paper: PermitPaper, letterhead: Letterhead = _PLAIN) -> bytes:
    """Print a permit, not sealed yet; takes some 20 ms of a core."""
    return typeset(
        "permit.typ", _document(paper, letterhead), paper.issued_on, folder=_TEMPLATES, standards=_STANDARDS
    )


def _document(paper: PermitPaper, letterhead: Letterhead) -> Mapping[str, object]:
    beside = paper.language
    return {
        "title": say("title"),
        "number": legible(paper.number),
        "municipality": legible(paper.municipality),
        "kind": shown_title(paper.kind),
        "arms": arms(letterhead, paper.municipality),
        "beside": beside or "it",
        "facsimile": _facsimile(beside) if paper.facsimile else None,
        **_shown(paper),
        "facts": _facts(paper),
        "duties": [both(name, beside) for name in _duties(paper.kind)],
        "code": paper.code,
        "url": paper.url,
        "url-soft": "\u200b".join(paper.url),  # may break after any sign; it is copied without a gap
        "square": link_drawing(paper.url),
        "square-alt": say("check-alt", url=paper.url),
        "words": _words(paper),
        "attached": {"text": machine_readable(paper), "name": say("attachment")},
    }


def _duties(kind: str) -> Sequence[str]:
    return _DUTIES_UNSHOWN if kind in _UNSHOWN else _DUTIES


def _words(paper: PermitPaper) -> Mapping[str, object]:
    seal = "seal-facsimile" if paper.facsimile else "seal"
    shown = {"zone": say("zone"), "number": say("number"), "from": say("from"), "fold": say("fold")}
    return {
        **shown,
        "plates": say("plates", count="one" if len(paper.plates) == 1 else "more"),
        "validity": say("until" if paper.valid_until else "without-end"),
        **{name: both(name, paper.language) for name in _FIXED},
        "seal": both(seal, paper.language),
    }


def _shown(paper: PermitPaper) -> Mapping[str, object]:
    """Give what is read through a windscreen, as large as there is room for it."""
    plates = [legible(plate) for plate in paper.plates]
    zone = legible(paper.zone) or say("everywhere")
    columns = 1 if len(plates) <= _ONE_BELOW_THE_OTHER else 2
    return {
        "zone": zone,
        "zone-size": next(size for most, size in _ZONES if len(zone) <= most or most == _ZONES[-1][0]),
        "plates": plates,
        "plate-columns": columns,
        "plate-size": _size(plates, columns),
        "validity": f"{paper.valid_until:%d/%m/%Y}" if paper.valid_until else "",
        "valid-from": f"{paper.valid_from:%d/%m/%Y}",
    }


def _size(plates: Sequence[str], columns: int) -> float:
    longest = max(map(len, plates), default=1)
    wide = _WIDE / columns / (_LETTER * longest)
    return round(min(_LARGEST, wide, _HIGH / ceil(max(len(plates), 1) / columns)), 1)


def _facts(paper: PermitPaper) -> Sequence[Mapping[str, object]]:
    said = {
        "holder": legible(paper.holder.name),
        "fiscal-code": paper.holder.fiscal_code,
        "address": legible(paper.holder.address),
        "kind": kind_title(paper.kind),
        "issued": f"{paper.issued_on:%d/%m/%Y}",
        "replaces": legible(paper.replaces),
    }
    return [{"name": both(name, paper.language), "value": value} for name, value in said.items() if value]


def arms(letterhead: Letterhead, municipality: str) -> Mapping[str, object]:
    """Give the coat of arms as templates take it: SVG is text, PNG is a list of numbers."""
    own = letterhead.arms or made_up_arms()
    picture = own.picture.decode() if own.form == "svg" else list(own.picture)
    alt = own.alt or say("arms-alt", municipality=municipality)
    return {"picture": picture, "form": own.form, "alt": legible(alt)}


def _facsimile(beside: str) -> Mapping[str, object]:
    return {"word": say("facsimile"), "note": both("facsimile-note", beside)}


def machine_readable(paper: PermitPaper) -> str:
    """Write for programs what stands on the paper and nothing more: it is attached and sealed with it."""
    until = paper.valid_until
    said = {
        "permit": paper.number,
        "kind": paper.kind,
        "municipality": paper.municipality,
        "zone": paper.zone,
        "plates": list(paper.plates),
        "issued_on": paper.issued_on.isoformat(),
        "valid_from": paper.valid_from.isoformat(),
        "valid_until": until.isoformat() if until else None,
        "replaces": paper.replaces or None,
        "facsimile": paper.facsimile,
        "holder": {
            "name": paper.holder.name,
            "fiscal_code": paper.holder.fiscal_code,
            "address": paper.holder.address,
        },
        "code": paper.code,
        "url": paper.url,
    }
    return json.dumps(said, ensure_ascii=False, indent=1)
