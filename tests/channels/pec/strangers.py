"""Certified mail as providers of 2005-2026 write it, put together here anew and sealed by made-up ones."""

import base64
import quopri
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs7

from channels.pec.certificate import read_certificate
from channels.pec.trust import Trust, _authority
from tests.channels.pec.authority import Authority, Provider, rsa_key
from tests.channels.pec.sealing import Sealing, indefinite

BEA, OFFICE, SUAP = "bea.rossi@posta.example", "protocollo@comune.example", "suap@comune.example"
WHEN = datetime(2024, 1, 31, 9, 4, 5, tzinfo=UTC)
_SINCE, _UNTIL = datetime(2004, 1, 1, tzinfo=UTC), datetime(2034, 1, 1, tzinfo=UTC)
LETTER = (
    f"From: Bea Rossi <{BEA}>\r\nTo: {OFFICE}\r\nSubject: Richiesta\r\n"
    "Message-ID: <id.1@gestore.example>\r\nX-Riferimento-Message-ID: <m.1@posta.example>\r\n"
    "Content-Type: text/plain\r\n\r\nBuongiorno\r\n"
).encode()


@dataclass(frozen=True)
class Style:
    """How a provider puts a mail together; what differs among real ones."""

    name: str
    outer: str = "----0A1B2C3D4E5F60718293A4B5C6D7E8F9"
    inner: str = "----------=_1692373034-75133-538"
    signed: str = 'protocol="application/x-pkcs7-signature"; micalg="sha1"; boundary="{}"'
    mixed: str = 'multipart/mixed; boundary="{}"'
    preamble: str = "This is an S/MIME signed message\r\n\r\n"
    text: str = 'Content-Type: text/plain; charset="iso-8859-1"\r\n\r\nMessaggio certificato: perch\xe9'
    data: str = 'Content-Type: application/xml; name="daticert.xml"\r\nContent-Disposition: inline'
    encoding: str = "base64"
    letter: str = 'Content-Type: message/rfc822; name="postacert.eml"'
    letter_encoding: str = "7bit"
    seal: str = 'Content-Type: application/x-pkcs7-signature; name="smime.p7s"'
    digest: str = "sha1"
    last: bool = False  # daticert.xml is the last part
    line: str = "\r\n"

    @property
    def address(self) -> str:
        return f"posta-certificata@{self.name}.example"


ALTERNATIVE = (
    'Content-Type: multipart/alternative;\r\n boundary="----------=_1692373034-75133-539"\r\n'
    "Content-Transfer-Encoding: binary\r\n\r\n------------=_1692373034-75133-539\r\n"
    'Content-Type: text/plain; charset="iso-8859-1"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    "--Questo =E8 un Messaggio di Posta Certificata--\r\n\r\n"
    '------------=_1692373034-75133-539\r\nContent-Type: text/html; charset="iso-8859-1"\r\n\r\n'
    "<p>daticert.xml</p>\r\n------------=_1692373034-75133-539--\r\n"
)
OLD = Style("antico")
ARUBA = Style(
    "araldo", text=ALTERNATIVE, mixed='multipart/mixed; boundary="{}"\r\nContent-Transfer-Encoding: binary'
)
ARUBA_NOW = Style(
    "araldo",
    signed='protocol="application/pkcs7-signature"; micalg="sha-256"; boundary="{}"',
    text=ALTERNATIVE,
    seal='Content-Type: application/pkcs7-signature; name="smime.p7s"\r\nContent-Disposition: attachment',
    digest="sha256",
)
LEGALMAIL = Style(
    "legale",
    outer="----=_Part_1234_98765.1706691845123",
    inner="----=_Part_1233_12345.1706691845120",
    signed='protocol="application/pkcs7-signature"; \r\n\tmicalg=sha-256; \r\n\tboundary="{}"',
    mixed='multipart/mixed; \r\n\tboundary="{}"',
    preamble="",
    data="Content-Type: application/xml; name=daticert.xml\r\nContent-Disposition: attachment",
    encoding="quoted-printable",
    letter="Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename=postacert.eml",
    seal="Content-Type: application/pkcs7-signature; name=smime.p7s; smime-type=signed-data",
    digest="sha256",
    last=True,
)
TELECOM = Style(
    "telefono",
    signed="protocol=application/x-pkcs7-signature; micalg=sha-1; boundary={}",
    outer="--PEC-2013-0001",
    inner="--PEC-2013-0001-1",  # begins as the outer one
    mixed="multipart/mixed; boundary={}",
    preamble="This is a multi-part message in MIME format.\r\n",
    data="Content-Type: text/xml; name=daticert.xml",
    encoding="7bit",
    letter_encoding="8bit",
)
POST = Style(
    "corriere",
    outer="=_Next (0):'x' +?",
    inner="=_Next (0):'x' +?-1",
    mixed='Multipart/Mixed;boundary="{}"',
    data='content-type: APPLICATION/XML\r\ncontent-disposition: ATTACHMENT; FILENAME="DATICERT.XML"',
    letter='content-type: MESSAGE/RFC822\r\ncontent-disposition: attachment; filename="PostaCert.eml"',
    letter_encoding="base64",
)
NOTARY = Style(
    "notarile",
    data="Content-Type: application/xml;\r\n name*=UTF-8''daticert%2Exml",
    letter='Content-Type: message/rfc822;\r\n name*0="posta";\r\n name*1="cert.eml"',
    letter_encoding="binary",
    line="\n",
)
REGION = Style(
    "regione",
    data='Content-Type: application/octet-stream; name="=?iso-8859-1?Q?daticert=2Exml?="',
    encoding="8bit",
    letter='Content-Type: message/rfc822; name="=?utf-8?B?cG9zdGFjZXJ0LmVtbA==?="',
    letter_encoding="quoted-printable",
    preamble="",
    last=True,
)
STYLES = (OLD, ARUBA, ARUBA_NOW, LEGALMAIL, TELECOM, POST, NOTARY, REGION)


@cache
def authority() -> Authority:
    return Authority(domains=tuple(f"{style.name}.example" for style in STYLES))


@cache
def gestore(style: Style) -> Provider:
    return authority().provider(addresses=(style.address,), since=_SINCE, until=_UNTIL)


@cache
def trust() -> Trust:
    found = read_certificate(authority().certificate.public_bytes(serialization.Encoding.DER))
    assert found is not None
    return Trust((_authority(found),))


def ber(style: Style, signed: bytes, at: datetime) -> bytes:
    """As the signature of a provider of 2026: BER without lengths, algorithms protected."""
    sealing = Sealing(gestore(style), digest=style.digest, at=at, protected=style.digest)
    return indefinite(sealing.over(signed).dump())


def library(style: Style, signed: bytes, _at: datetime) -> bytes:
    """By another program than the tests' own: with S/MIME capabilities, one certificate, today's date."""
    builder = pkcs7.PKCS7SignatureBuilder().set_data(signed)
    builder = builder.add_signer(gestore(style).certificate, rsa_key("provider"), hashes.SHA256())
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    return builder.sign(serialization.Encoding.DER, options)


def der(style: Style, signed: bytes, at: datetime) -> bytes:
    return Sealing(gestore(style), digest=style.digest, at=at).over(signed).dump()


Seals = Callable[[Style, bytes, datetime], bytes]


def daticert(  # noqa: PLR0913 - each is what one of the cases writes otherwise
    tipo: str = "posta-certificata",
    errore: str = ' errore="nessuno"',
    *,
    head: str = '<?xml version="1.0" encoding="UTF-8"?>\n',
    sender: str = BEA,
    to: str = f'<destinatari tipo="certificato">{OFFICE}</destinatari>',
    answers: str = "<risposte></risposte>",
    subject: str = "<oggetto>Richiesta</oggetto>",
    day: str = '<data zona="+0100"><giorno>31/01/2024</giorno><ora>10:04:05</ora></data>',
    identifier: str = "id.1@gestore.example",
    reference: str = "<msgid>&lt;m.1@posta.example&gt;</msgid>",
    more: str = "",
) -> str:
    """A daticert.xml, each piece of it as a provider may have written it."""
    return (
        f'{head}<postacert tipo="{tipo}"{errore}><intestazione><mittente>{sender}</mittente>{to}{answers}'
        f"{subject}</intestazione><dati><gestore-emittente>Gestore S.p.A.</gestore-emittente>{day}"
        f"<identificativo>{identifier}</identificativo>{reference}{more}</dati></postacert>\n"
    )


def listed(*told: tuple[str, str]) -> dict[str, str]:
    """The recipients of a daticert, each with its kind."""
    return {"to": "".join(f'<destinatari tipo="{kind}">{address}</destinatari>' for address, kind in told)}


def header(kind: str = "posta-certificata", subject: str = "POSTA CERTIFICATA: Richiesta", *more: str) -> str:
    """The lines of an envelope's header; a receipt's where the kind is one."""
    name = "X-Trasporto" if kind in {"posta-certificata", "errore"} else "X-Ricevuta"
    lines = [f"Return-Path: <{BEA}>", f"Subject: {subject}", f"{name}: {kind}"]
    return "\r\n".join([*lines, "X-Riferimento-Message-ID: <m.1@posta.example>", *more])


def encoded(content: bytes, encoding: str) -> bytes:
    if encoding == "base64":
        return base64.encodebytes(content).replace(b"\n", b"\r\n").strip()
    if encoding == "quoted-printable":
        return quopri.encodestring(content.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
    return content


def piece(header: str, content: bytes, encoding: str) -> bytes:
    return f"{header}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode() + encoded(content, encoding)


def joined(parts: list[bytes], boundary: str) -> bytes:
    body = b"\r\n".join(f"--{boundary}\r\n".encode() + each for each in parts)
    return body + f"\r\n--{boundary}--\r\n".encode()


def inner(style: Style, xml: bytes | None, letter: bytes | None, more: list[bytes]) -> bytes:
    """What is signed."""
    data = [] if xml is None else [piece(style.data, xml, style.encoding)]
    mail = [] if letter is None else [piece(style.letter, letter, style.letter_encoding)]
    parts = [style.text.encode("iso-8859-1"), *(mail + data if style.last else data + mail), *more]
    header = f"Content-Type: {style.mixed.format(style.inner)}\r\nMIME-Version: 1.0\r\n\r\n"
    return header.encode() + joined(parts, style.inner)


def mail(
    style: Style,
    top: str,
    xml: str | bytes | None,
    letter: bytes | None = LETTER,
    *,
    at: datetime = WHEN,
    seals: Seals = der,
    more: list[bytes] | None = None,
) -> bytes:
    """A whole mail: `top` is its header without the type of its content, and without a usual From."""
    xml = xml.encode() if isinstance(xml, str) else xml
    signed = inner(style, xml, letter, more or [])
    if "\r\nFrom:" not in top:
        top += f'\r\nFrom: "Per conto di: {BEA}" <{style.address}>'
    kind = style.signed.format(style.outer)
    head = f"{top}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/signed; {kind}\r\n\r\n"
    parts = [signed, piece(style.seal, seals(style, signed, at), "base64")]
    whole = head.encode() + style.preamble.encode() + joined(parts, style.outer)
    return whole.replace(b"\r\n", style.line.encode())
