"""Certificates set in type: one template for each kind, PDF/A-3a and PDF/UA-1 at once.

The same paper under the same letterhead gives the same bytes.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from platforms.certificates.content import Content, content, slug
from platforms.certificates.letterhead import Arms, Letterhead, made_up_arms
from platforms.certificates.machine import machine_readable
from platforms.certificates.paper import CertificatePaper
from platforms.certificates.wording import Line, Speech
from platforms.paper.drawing import link_drawing
from platforms.paper.typesetting import Standard, legible, typeset

_TEMPLATES = Path(__file__).with_name("templates")
_STANDARDS: tuple[Standard, ...] = ("a-3a", "ua-1")
_PLAIN: Final = Letterhead()
_FIXED = ("check", "check-how", "check-code")


def certificate_pdf(paper: CertificatePaper, letterhead: Letterhead = _PLAIN) -> bytes:
    """Print a certificate, not sealed yet; takes some 20 ms of a core.

    Raises statement.CannotBeSaid if the register lacks what it says. Without arms of its own it bears
    those of the made-up city.
    """
    document = _document(paper, content(paper), letterhead)
    return typeset(
        f"{slug(paper.kind)}.typ", document, paper.issued_on, folder=_TEMPLATES, standards=_STANDARDS
    )


def _document(paper: CertificatePaper, texts: Content, letterhead: Letterhead) -> Mapping[str, object]:
    speech = Speech(paper.second_language)
    table = texts.statement.table
    return {
        "municipality": legible(paper.municipality),
        "office": legible(letterhead.office),
        "arms": _arms(letterhead.arms or made_up_arms(), paper.municipality),
        "beside": _beside(paper.second_language, letterhead),
        "courtesy": _courtesy(paper.second_language, letterhead),
        "facsimile": _facsimile(speech) if paper.facsimile else None,
        "title": _both(texts.title),
        "number": _both(texts.number),
        "number-alone": legible(paper.number),
        "opening": _both(texts.opening),
        "person": texts.person,
        "identity": _all(texts.identity),
        "sentences": _all(texts.statement.sentences),
        "table": table and {"heads": _all(table.heads), "rows": [_all(row) for row in table.rows]},
        "use": _both(texts.use),
        "stamp": _both(texts.stamp),
        "validity": _both(texts.validity),
        "code": paper.code,
        "url": paper.url,
        "url-soft": _soft(paper.url),
        "square": link_drawing(paper.url),
        "square-alt": speech.say("check-alt", url=paper.url).it,
        "words": {name: _both(speech.say(name)) for name in _FIXED} | {"seal": _seal(paper, speech)},
        "attached": {"text": machine_readable(paper, texts), "name": speech.say("attachment").it},
    }


def _both(line: Line) -> Mapping[str, str]:
    return {"it": line.it, "beside": line.beside}


def _all(lines: Iterable[Line]) -> list[Mapping[str, str]]:
    return [_both(line) for line in lines]


def _arms(arms: Arms, municipality: str) -> Mapping[str, object]:
    # A picture goes in as its bytes: SVG is text, PNG is a list of numbers.
    picture = arms.picture.decode() if arms.form == "svg" else list(arms.picture)
    alt = arms.alt or Speech().say("arms-alt", municipality=municipality).it
    return {"picture": picture, "form": arms.form, "alt": legible(alt)}


def _beside(language: str, letterhead: Letterhead) -> Mapping[str, object]:
    return {"tag": language or "it", "par": language in letterhead.protected}


def _courtesy(language: str, letterhead: Letterhead) -> str:
    if not language or language in letterhead.protected:
        return ""
    return Speech(language).say("courtesy").beside


def _facsimile(speech: Speech) -> Mapping[str, object]:
    return {"word": speech.say("facsimile").it, "note": _both(speech.say("facsimile-note"))}


def _seal(paper: CertificatePaper, speech: Speech) -> Mapping[str, str]:
    return _both(speech.say("seal-facsimile" if paper.facsimile else "seal"))


def _soft(url: str) -> str:
    """Let an address, which is one word, break after any sign; it is copied without a gap."""
    return "\u200b".join(url)
