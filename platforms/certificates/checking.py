"""Whether a PDF is as its seal left it, and whose seal it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from hashlib import sha256
from io import BytesIO
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

LARGEST: Final = 5_000_000  # bytes: our certificates have 50 thousand
_WITHIN = 1024  # bytes from either end: where readers look for the beginning and the end of a PDF
_RANGE = re.compile(rb"/ByteRange\s{0,20}\[\s{0,20}0 (\d{1,9}) (\d{1,9}) (\d{1,9})\s{0,40}\]")
_MOST_SEALS = 20


class Verdict(Enum):
    """What became of a PDF."""

    UNTOUCHED = "untouched"
    EXTENDED = "extended"  # only proofs of the seal were appended: time stamps, data on certificates
    APPENDED = "appended"  # what was sealed is whole, but something else was appended
    ALTERED = "altered"
    TRUNCATED = "truncated"
    SOMEBODY_ELSES = "somebody-elses"  # whole, under a seal that is not one of ours
    UNSEALED = "unsealed"
    NO_PDF = "no-pdf"
    TOO_LARGE = "too-large"
    UNREADABLE = "unreadable"  # it broke the reader, or took too much of it


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome. `by` and `sealed_at` are the seal's own words: they prove nothing if it is not ours.

    `sealed` is the SHA-256, in hex, of what the seal left: of UNTOUCHED the file's own, of EXTENDED and
    APPENDED that of the file before anything was appended; else empty.
    """

    verdict: Verdict
    by: str = ""
    sealed_at: datetime | None = None
    sealed: str = ""

    @property
    def holds(self) -> bool:
        """Whether what is read is what we sealed."""
        return self.verdict in (Verdict.UNTOUCHED, Verdict.EXTENDED)


def check_pdf(data: bytes, trusted: Sequence[bytes]) -> Checked:
    """Check a PDF; `trusted` are our seals' certificates, or authorities that serve us alone, in DER.

    Never raises. An expired certificate does not break an old seal, and nobody is asked whether it was
    withdrawn. A seal leaves a few bytes of itself unprotected (RFC 5652: versions, lists of algorithms): a
    change there is told by the SHA-256 in the record alone. What a hostile file may cost is bounded not here
    but in checker.Checker.
    """
    ranges = [tuple(map(int, found.groups())) for found in _RANGE.finditer(data[:LARGEST])]
    if (plain := _at_first_sight(data, [second + rest for _, second, rest in ranges])) is not None:
        return Checked(plain)
    try:
        return _seals(data, [x509.load_der_x509_certificate(each) for each in trusted])
    except Exception:  # noqa: BLE001 - a stranger's file may raise anything in pyHanko, down to RecursionError
        return _unreadable(data, [second + rest for _, second, rest in ranges], trusted)


def _at_first_sight(data: bytes, ends: Sequence[int]) -> Verdict | None:
    """Judge what needs no reading of the PDF; `ends` are where the sealed parts end, by their own account."""
    if len(data) > LARGEST:
        return Verdict.TOO_LARGE
    if b"%PDF-" not in data[:_WITHIN]:
        return Verdict.NO_PDF
    if any(end > len(data) for end in ends) or (not ends and b"%%EOF" not in data[-_WITHIN:]):
        return Verdict.TRUNCATED
    return Verdict.UNSEALED if b"/ByteRange" not in data else None


def _unreadable(data: bytes, ends: Sequence[int], trusted: Sequence[bytes]) -> Checked:
    """Look whether a file that cannot be read is a sealed one with rubbish after it."""
    for end in ends[:_MOST_SEALS]:
        if end < len(data):
            before = check_pdf(data[:end], trusted)
            if before.verdict is Verdict.UNTOUCHED:
                return Checked(Verdict.APPENDED, before.by, before.sealed_at, before.sealed)
    return Checked(Verdict.ALTERED)


def _seals(data: bytes, trusted: Sequence[x509.Certificate]) -> Checked:
    """Look at each seal, ours before others."""
    reader = PdfFileReader(BytesIO(data))
    others = Checked(Verdict.ALTERED)
    for each in reader.embedded_regular_signatures[:_MOST_SEALS]:
        signer = x509.load_der_x509_certificate(each.signer_cert.dump())
        checked = _one(data, each, signer, trusted)
        if _is_ours(signer, trusted):
            return checked
        others = checked
    return others


def _one(
    data: bytes, seal: EmbeddedPdfSignature, signer: x509.Certificate, trusted: Sequence[x509.Certificate]
) -> Checked:
    verdict = _verdict(data, seal, trusted)
    ours = _is_ours(signer, trusted)
    if not ours and verdict is not Verdict.ALTERED:
        verdict = Verdict.SOMEBODY_ELSES
    whole = ours and verdict is not Verdict.ALTERED
    sealed = sha256(data[: _end(seal)]).hexdigest() if whole else ""
    return Checked(verdict, _name(signer), seal.self_reported_timestamp, sealed)


def _verdict(data: bytes, seal: EmbeddedPdfSignature, trusted: Sequence[x509.Certificate]) -> Verdict:
    intact, valid = validate_sig_integrity(seal.signer_info, seal.signer_cert, "data", seal.compute_digest())
    if not (intact and valid and _nothing_hidden(data, seal, trusted)):
        return Verdict.ALTERED
    seal.compute_integrity_info()  # type: ignore[no-untyped-call]
    if seal.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return Verdict.UNTOUCHED
    changes = seal.diff_result
    proofs_alone = isinstance(changes, DiffResult) and (
        changes.modification_level is ModificationLevel.LTA_UPDATES
    )
    if proofs_alone and seal.coverage is SignatureCoverageLevel.ENTIRE_REVISION:
        return Verdict.EXTENDED
    return Verdict.APPENDED


def _nothing_hidden(data: bytes, seal: EmbeddedPdfSignature, trusted: Sequence[x509.Certificate]) -> bool:
    """Tell whether the gap in what is sealed holds the seal and nothing else, bit for bit.

    The seal does not cover itself: what may stand there is its own bytes in hex, then zeros; and certificates
    that somebody else vouches for, which nothing else protects.
    """
    _, first, second, _ = seal.byte_range
    gap = data[first:second]
    der = seal.pkcs7_content
    if gap != b"<" + der.hex().upper().encode() + b">":
        return False
    if any(der[_der_length(der) :]):
        return False
    known = [x509.load_der_x509_certificate(each.dump()) for each in seal.other_embedded_certs]
    return all(any(_issued(each, by) for by in (*known, *trusted)) for each in known)


def _der_length(der: bytes) -> int:
    """Count the bytes of the outermost value (X.690, 8.1.3)."""
    if der[1] < 0x80:  # noqa: PLR2004 - the short form
        return 2 + der[1]
    count = der[1] & 0x7F
    return 2 + count + int.from_bytes(der[2 : 2 + count])


def _end(seal: EmbeddedPdfSignature) -> int:
    _, _, second, rest = seal.byte_range
    return int(second) + int(rest)


def _is_ours(signer: x509.Certificate, trusted: Sequence[x509.Certificate]) -> bool:
    return any(signer == each or _issued(signer, each) for each in trusted)


def _issued(certificate: x509.Certificate, by: x509.Certificate) -> bool:
    try:
        if not by.extensions.get_extension_for_class(x509.BasicConstraints).value.ca:
            return False
        certificate.verify_directly_issued_by(by)
    except (x509.ExtensionNotFound, InvalidSignature, ValueError, TypeError):
        return False
    return True


def _name(certificate: x509.Certificate) -> str:
    return " ".join(_texts(certificate))[:200]


def _texts(certificate: x509.Certificate) -> Iterator[str]:
    for attribute in certificate.subject.get_attributes_for_oid(x509.oid.NameOID.COMMON_NAME):
        yield str(attribute.value)
