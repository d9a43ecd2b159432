"""What is run on each input, and what must hold of the outcome, whatever the input is."""

from functools import cache

from channels.mail.headers import Unreadable
from channels.pec.daticert import read_daticert
from channels.pec.envelope import Envelope, Kind
from channels.pec.reading import read_strictly
from channels.pec.rem import read_evidence
from channels.pec.segnatura.reading import read_segnatura
from channels.pec.statement import Statement
from fuzz.seeds import mails
from platforms.cap.fields import BadAlert
from platforms.cap.reading import read_alert
from platforms.cap.writing import write_alert
from sportello.inspection import as_json, as_page
from tests.channels.pec.envelopes import trust

_Certified = tuple[Kind, str, str, str, str]


def read_mail(data: bytes) -> None:
    """Read a mail without the guard of read_envelope: any exception but Unreadable is a fault of ours."""
    try:
        envelope = read_strictly(data, trust())
    except Unreadable:
        return
    _check(envelope)


def read_papers(data: bytes) -> None:
    """Read XML by each of its readers."""
    for said in (read_daticert(data), read_evidence(data, carries=False), read_evidence(data, carries=True)):
        _check_texts(
            said.sender, said.subject, said.identifier, said.reference, said.provider, said.explained
        )
    read_segnatura(data)
    try:
        alert = read_alert(data)
    except BadAlert:
        return
    again = read_alert(write_alert(alert))  # on the map to a tenth of a metre
    assert read_alert(write_alert(again)) == again, "written otherwise than read"


def _check(envelope: Envelope) -> None:
    """Whatever is believed was sealed: the seal is of our provider, who sealed the seeds alone."""
    if envelope.verified:
        assert _certified(envelope) in _sealed(), "believed, and never sealed"
    for file in envelope.enclosed:
        assert file.size >= 0, "a size below nothing"
    as_json(envelope).encode()
    _check_texts(*as_page(envelope).split("\n"))


def _check_texts(*texts: str) -> None:
    assert all(text.isprintable() for text in texts), "what does not print"


def _certified(said: Envelope | Statement) -> _Certified:
    return said.kind, said.sender, said.identifier, said.reference, said.about


@cache
def _sealed() -> frozenset[_Certified]:
    return frozenset(_certified(read_strictly(raw, trust())) for raw in mails())
