"""Certified mails put together part by part, sealed by a throw-away provider: right ones, and any other."""

from base64 import encodebytes
from collections.abc import Mapping, Sequence
from functools import cache
from quopri import encodestring
from xml.sax.saxutils import escape

from cryptography.hazmat.primitives.serialization import Encoding

from channels.pec.certificate import read_certificate
from channels.pec.trust import Trust, _authority
from tests.channels.pec.authority import ADDRESS, Authority, Provider
from tests.channels.pec.sealing import seal as affix

ADA, OFFICE, OTHER = "ada@pec.example.it", "comune@pec.example.it", "altro@pec.example.it"
REFERENCE = "<una-domanda.1@pec.example.it>"
IDENTIFIER = "opec1.20261123103000.1.1@pec.gestore.example"
OUTER, INNER = "----A1B2C3", "----------=_17-1"
SIGNATURE = "application/x-pkcs7-signature"
TEXT = b'Content-Type: text/plain; charset="iso-8859-1"\r\n\r\nRicevuta \xe8\r\n'
MESSAGE = (
    b"From: Ada <ada@pec.example.it>\r\nTo: comune@pec.example.it\r\nSubject: Una domanda\r\n"
    b"Message-ID: <opec1.20261123103000.1.1@pec.gestore.example>\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="m"\r\n\r\n'
    b"--m\r\nContent-Type: text/plain\r\n\r\nBuongiorno, targa AB123CD\r\n"
    b'--m\r\nContent-Type: application/pdf; name="verbale.pdf"\r\nContent-Transfer-Encoding: base64\r\n'
    b'Content-Disposition: attachment; filename="verbale.pdf"\r\n\r\nJVBERi0xLjQK\r\n--m--\r\n'
)


@cache
def provider() -> Provider:
    return Authority().provider()


@cache
def trust() -> Trust:
    return Trust((_authority(read_certificate(_der(Authority()))),))


def _der(authority: Authority) -> bytes:
    return authority.certificate.public_bytes(Encoding.DER)


def daticert(
    tipo: str = "posta-certificata",
    errore: str = "nessuno",
    *,
    facts: str = "",
    subject: str = "Una domanda",
    recipients: Sequence[tuple[str, str]] = ((OFFICE, "certificato"),),
    when: str = '<data zona="+0100"><giorno>23/11/2026</giorno><ora>10:30:00</ora></data>',
    declared: str = "UTF-8",
) -> str:
    listed = "".join(f'<destinatari tipo="{kind}">{address}</destinatari>' for address, kind in recipients)
    return (
        f'<?xml version="1.0" encoding="{declared}"?>\n<postacert tipo="{tipo}" errore="{errore}">\n'
        f"<intestazione><mittente>{ADA}</mittente>{listed}<risposte></risposte>"
        f"<oggetto>{escape(subject)}</oggetto></intestazione>\n"
        f"<dati><gestore-emittente>Gestore S.p.A.</gestore-emittente>{when}"
        f"<identificativo>{IDENTIFIER}</identificativo><msgid>{escape(REFERENCE)}</msgid>{facts}</dati>\n"
        "</postacert>\n"
    )


def part(content: bytes | str, header: str, encoding: str = "7bit") -> bytes:
    """A part with a header of these lines, its content encoded."""
    content = content.encode() if isinstance(content, str) else content
    if encoding == "base64":
        content = encodebytes(content).replace(b"\n", b"\r\n")
    if encoding == "quoted-printable":
        content = encodestring(content.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
    return f"{header}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode() + content


def data(
    xml: bytes | str,
    encoding: str = "base64",
    header: str = 'Content-Type: application/xml; name="daticert.xml"',
) -> bytes:
    return part(xml, header, encoding)


def message(
    content: bytes = MESSAGE,
    encoding: str = "7bit",
    header: str = 'Content-Type: message/rfc822; name="postacert.eml"',
) -> bytes:
    return part(content, header, encoding)


def mixed(*parts: bytes, boundary: str = INNER, kind: str = "mixed", closed: bool = True) -> bytes:
    """What is signed: the parts, with the line end that is theirs."""
    pieces = b"".join(f"--{boundary}\r\n".encode() + each + b"\r\n" for each in parts)
    end = f"--{boundary}--\r\n".encode() if closed else b""
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode() + pieces + end


def headers(more: Mapping[str, str] | None = None, **own: str) -> bytes:
    """The header of an envelope; names with _ for -, an empty value takes a field out."""
    fields = {
        "Return-Path": f"<{ADDRESS}>",
        "Subject": "POSTA CERTIFICATA: Una domanda",
        "From": f'"Per conto di: {ADA}" <{ADDRESS}>',
        "To": OFFICE,
        "X-Trasporto": "posta-certificata",
        "X-Riferimento-Message-ID": REFERENCE,
        **{name.replace("_", "-"): value for name, value in own.items()},
        **(more or {}),
    }
    return b"".join(f"{name}: {value}\r\n".encode() for name, value in fields.items() if value)


def sealed(
    signed: bytes,
    header: bytes | None = None,
    *,
    by: Provider | None = None,
    seal: bytes | None = None,
    preamble: bytes = b"This is an S/MIME signed message\r\n\r\n",
    more: Sequence[bytes] = (),
    closed: bool = True,
    kind: str = SIGNATURE,
) -> bytes:
    """The whole mail. `seal` replaces a good one, empty leaves its part out; `more` are parts after it."""
    seal = affix(by or provider(), signed) if seal is None else seal
    name = f'Content-Type: {kind}; name="smime.p7s"'
    parts = [signed, *([part(seal, name, "base64")] if seal else []), *more]
    head = headers() if header is None else header
    begin = (
        f'MIME-Version: 1.0\r\nContent-Type: multipart/signed; protocol="{kind}"; boundary="{OUTER}"\r\n\r\n'
    )
    body = b"".join(f"--{OUTER}\r\n".encode() + each + b"\r\n" for each in parts)
    return head + begin.encode() + preamble + body + (f"--{OUTER}--\r\n".encode() if closed else b"")


def transport(*, by: Provider | None = None, header: bytes | None = None) -> bytes:
    return sealed(mixed(TEXT, data(daticert()), message()), header, by=by)


def receipt(tipo: str, errore: str = "nessuno", facts: str = "", **own: str) -> bytes:
    """A receipt without the message."""
    fields = {"X_Trasporto": "", "X_Ricevuta": tipo, "Subject": "", "From": ADDRESS, **own}
    return sealed(mixed(TEXT, data(daticert(tipo, errore, facts=facts))), headers(**fields))
