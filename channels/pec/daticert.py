"""daticert.xml: what a PEC provider certifies, RFC 6109 section 4.4."""

import re
from datetime import datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from channels.mail.headers import one_line, read_words
from channels.pec.envelope import Kind, Recipient
from channels.pec.statement import Statement, angled_id, bare_address, bare_id, told
from channels.pec.xml import Element, read_xml

ROOT = "postacert"
_ROME = ZoneInfo("Europe/Rome")
_LONGEST_ZONE = 40  # characters: more than any that is read has
_KINDS = {
    each.value: each
    for each in (
        *(Kind.TRANSPORT, Kind.ACCEPTANCE, Kind.NON_ACCEPTANCE, Kind.TAKING_CHARGE),
        *(Kind.DELIVERY, Kind.DELIVERY_ERROR, Kind.DELIVERY_WARNING, Kind.VIRUS),
    )
}
_ERRORS = frozenset(("no-dest", "no-dominio", "virus", "altro"))
_NO_ERROR = "nessuno"
_RECEIPTS = frozenset(("completa", "breve", "sintetica"))
_OUTSIDE = "esterno"
_TOO_LATE = re.compile(r"5\.4\.1(?![0-9.])")  # not delivered within 24 hours
# dd/mm/yyyy hh:mm:ss by the norm; read too: other signs between, no seconds, parts of a second.
_MOMENT = re.compile(
    r"(\d\d?)[/.-](\d\d?)[/.-](\d{4}) (\d\d?)[:.](\d\d)(?:[:.](\d\d)(?:[.,]\d{1,9})?)?", re.ASCII
)


def read_daticert(data: bytes) -> Statement:
    """Read a daticert.xml.

    Its kind is UNREADABLE if the `tipo` is none of the norm's (fault "tipo"), or where there is none to read.
    Other faults: "daticert-broken", "daticert-entities", "daticert-large", "charset", "errore", "data".
    """
    document = read_xml(data)
    root = document.root
    fault = document.fault if document.fault in {"", "charset"} else f"daticert-{document.fault}"
    if root.name != ROOT:
        return Statement(Kind.UNREADABLE, faults=(fault or "daticert-broken",))
    kind = _KINDS.get(_word(root, "tipo"), Kind.UNREADABLE)
    at = _moment(root.find("dati", "data"))
    error = _word(root, "errore") or _NO_ERROR
    faults = {
        fault: bool(fault),
        "tipo": kind is Kind.UNREADABLE,
        "errore": error not in _ERRORS | {_NO_ERROR},
        "data": at is None,
    }
    return _statement(
        root, kind, at, "" if error == _NO_ERROR else error, tuple(w for w in faults if faults[w])
    )


def _statement(
    root: Element, kind: Kind, at: datetime | None, error: str, faults: tuple[str, ...]
) -> Statement:
    envelope, facts = root.find("intestazione"), root.find("dati")
    about = bare_address(facts.find("consegna").text)
    explained = facts.find("errore-esteso").text
    receipt = _word(facts.find("ricevuta"), "tipo")
    return Statement(
        kind,
        sender=bare_address(envelope.find("mittente").text),
        recipients=_recipients(root, kind, about, error),
        subject=one_line(read_words(envelope.find("oggetto").text)),
        identifier=bare_id(facts.find("identificativo").text),
        reference=angled_id(facts.find("msgid").text),
        about=about,
        at=at,
        provider=facts.find("gestore-emittente").text,
        error=error,
        explained=explained,
        receipt=receipt if receipt in _RECEIPTS else "",
        final=kind is Kind.DELIVERY_WARNING and _TOO_LATE.match(explained) is not None,
        faults=faults,
    )


def _recipients(root: Element, kind: Kind, about: str, error: str) -> tuple[Recipient, ...]:
    listed = tuple(
        Recipient(bare_address(each.text), _word(each, "tipo") != _OUTSIDE)
        for each in root.find("intestazione").all("destinatari")
    )
    if kind in {Kind.TRANSPORT, Kind.UNREADABLE}:
        return listed
    taken = root.find("dati").all("ricezione") if kind is Kind.TAKING_CHARGE else ()
    return told(listed, [bare_address(each.text) for each in taken] or [about], error or kind.value)


def _word(element: Element, name: str) -> str:
    """One of the norm's words in an attribute."""
    return one_line(element.attributes.get(name, "")).lower()


def _moment(data: Element) -> datetime | None:
    """Read `data`, with its `zona`; the time of Italy where that is missing or is none."""
    match = _MOMENT.fullmatch(f"{data.find('giorno').text} {data.find('ora').text}")
    if match is None:
        return None
    day, month, year, hour, minute, second = (int(each) for each in match.groups("0"))
    try:
        plain = datetime(year, month, day, hour, minute, second, tzinfo=_ROME)
    except ValueError:
        return None
    return plain.replace(tzinfo=_zone(data.attributes.get("zona", "").strip()[:_LONGEST_ZONE]))


@lru_cache(maxsize=64)
def _zone(told: str) -> tzinfo | None:
    try:
        return datetime.strptime(told, "%z").tzinfo
    except ValueError:
        return _ROME
