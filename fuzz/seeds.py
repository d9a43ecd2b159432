"""Right certified mails of every kind, made up and sealed by a throw-away provider."""

from functools import cache
from pathlib import Path

from tests.channels.pec import envelopes as made
from tests.channels.pec.evidences import evidence, original, rem
from tests.channels.pec.sealing import indefinite, seal

_ABOUT = f"<consegna>{made.OFFICE}</consegna>"
_ALERT = Path(__file__).parents[1] / "samples" / "flood.cap.xml"
_RECEIPTS = (
    ("accettazione", "nessuno"),
    ("non-accettazione", "virus"),
    ("presa-in-carico", "nessuno"),
    ("avvenuta-consegna", "nessuno"),
    ("errore-consegna", "no-dest"),
    ("preavviso-errore-consegna", "altro"),
    ("rilevazione-virus", "virus"),
)


@cache
def mails() -> tuple[bytes, ...]:
    """Whole mails: each is believed as it stands."""
    signed = made.mixed(made.TEXT, made.message(), made.data(made.daticert(), "quoted-printable"))
    return (
        made.transport(),
        made.transport().replace(b"\r\n", b"\n"),
        made.sealed(signed, seal=indefinite(seal(made.provider(), signed, digest="sha1")), preamble=b""),
        made.sealed(made.mixed(made.TEXT, made.message()), made.headers(X_Trasporto="errore")),
        *(made.receipt(kind, error, _ABOUT) for kind, error in _RECEIPTS),
        rem(evidence("SubmissionAcceptance"), original()),
        rem(evidence("ContentConsignmentFailure", "RD21", about="2")),
    )


@cache
def papers() -> tuple[bytes, ...]:
    """The XML alone: daticert.xml, evidence, letters of other registers, and an alert."""
    letter = (
        "<Segnatura><Intestazione><Identificatore><CodiceAmministrazione>c_x</CodiceAmministrazione>"
        "<NumeroRegistrazione>0000012</NumeroRegistrazione><DataRegistrazione>2026-11-23</DataRegistrazione>"
        "</Identificatore><Oggetto>Una domanda</Oggetto></Intestazione><Descrizione><Documento nome='a.pdf'/>"
        "</Descrizione></Segnatura>"
    )
    listed = ((made.OFFICE, "certificato"), (made.OTHER, "esterno"))
    return (
        made.daticert("avvenuta-consegna", facts=_ABOUT, recipients=listed).encode(),
        made.daticert(declared="ISO-8859-1", subject="Perché").encode("latin-1"),
        evidence("ContentConsignment", "RD01", about="1").encode(),
        letter.encode(),
        _ALERT.read_bytes(),
    )
