"""The municipality's electronic seal on a PDF: PAdES-B-B, or B-T with a time stamp (ETSI EN 319 142-1)."""

import logging
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from threading import Lock
from typing import Final, Self

from asn1crypto.cms import CMSAttributeType, ContentType
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from bot.clock import Clock
from platforms.certificates.seal_key import check_certificate, digest_for, opened
from platforms.certificates.seal_token import Token

FIELD: Final = "Sigillo"  # as readers show it to citizens
_log = logging.getLogger(__name__)
# Bytes of a seal that are not certificates: a signature has 1024 with RSA-8192, attributes some 300.
_BESIDE_CERTIFICATES: Final = 2048

# asn1crypto learns the names of attributes and contents once, when the first is read, and pyHanko adds more
# when it is imported: in a process that has read a PEC before, those would be unknown that the seal and its
# time stamp are made of. So it learns anew.
for _named in (CMSAttributeType("content_type"), ContentType("data")):
    type(_named)._reverse_map = None  # noqa: SLF001 - there is no other way
    _named._setup()  # noqa: SLF001 - as above


@dataclass(frozen=True, slots=True)
class Sealer:
    """Seals documents; one serves any number of threads. It never shows its key.

    `certificate` is the seal's own, `location` the municipality as readers show it. With a `stamper` each
    seal bears a time stamp (RFC 3161); where its authority does not answer, the seal goes without.
    """

    certificate: x509.Certificate
    location: str
    clock: Clock = field(repr=False)
    digest: str
    _signer: Signer = field(repr=False)
    _stamper: TimeStamper | None = field(default=None, repr=False)
    _turn: AbstractContextManager[object] = field(default_factory=nullcontext, repr=False)

    @classmethod
    def from_pkcs12(
        cls, data: bytes, password: str, location: str, clock: Clock, stamper: TimeStamper | None = None
    ) -> Self:
        """Open a PKCS#12 file; raises Misconfigured if it cannot seal now. No text of it names a secret."""
        key, certificate = opened(data, password)
        check_certificate(certificate, clock())
        return cls(certificate, location, clock, key.digest, key, stamper)

    @classmethod
    def from_token(
        cls, token: Token, location: str, clock: Clock, stamper: TimeStamper | None = None
    ) -> Self:
        """Open a token, which makes one seal at a time; raises Misconfigured if it cannot seal now."""
        key, certificate = token.opened()
        check_certificate(certificate, clock())
        return cls(certificate, location, clock, digest_for(certificate.public_key()), key, stamper, Lock())

    def seal(self, pdf: bytes, reason: str = "") -> bytes:
        """Seal a PDF whose last line is its end; takes some 12 ms of a core with RSA-2048.

        Not to be called on an event loop: it works, and may wait for the time stamp. Raises Misconfigured
        once the certificate has expired: such a seal would be worth nothing.
        """
        at = self.clock()
        check_certificate(self.certificate, at)
        try:
            return self._sealed(pdf, reason, at, self._stamper)
        except TimestampRequestError as problem:
            # The paper says its own date; the citizen need not wait for a third party.
            _log.warning("seal without time stamp: %s", type(problem.__cause__ or problem).__name__)
            return self._sealed(pdf, reason, at, None)

    @property
    def _room(self) -> int:
        """Count the digits that a seal without a time stamp may have: an even number, more than it needs.

        Left to itself pyHanko makes each seal twice, the first time to measure it: 9 ms of 21.
        """
        certificates = [self.certificate.public_bytes(Encoding.DER), *self._chain()]
        return 2 * (len(certificates[0]) + sum(map(len, certificates)) + _BESIDE_CERTIFICATES)

    def _chain(self) -> Iterable[bytes]:
        return (each.dump() for each in self._signer.cert_registry or ())

    @property
    def der(self) -> bytes:
        """Give the certificate as checking.check_pdf trusts it."""
        return self.certificate.public_bytes(Encoding.DER)

    def _sealed(self, pdf: bytes, reason: str, at: datetime, stamper: TimeStamper | None) -> bytes:
        # typst ends its file without a line's end, which PDF/A wants before what is appended (6.1.9).
        source = IncrementalPdfFileWriter(BytesIO(pdf.rstrip(b"\n") + b"\n"))
        metadata = PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm=self.digest,
            subfilter=SigSeedSubFilter.PADES,
            location=self.location,
            reason=reason or None,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,  # readers say so of whatever is appended, but for proofs
        )
        sealed = BytesIO()
        with self._turn:
            signer = _SignerAt(metadata, self._signer, at, stamper)
            signer.sign_pdf(source, bytes_reserved=None if stamper else self._room, output=sealed)
        return sealed.getvalue()


class _SignerAt(PdfSigner):
    """Signs at a time that it is told."""

    def __init__(
        self, metadata: PdfSignatureMetadata, signer: Signer, at: datetime, stamper: TimeStamper | None
    ) -> None:
        super().__init__(metadata, signer=signer, timestamper=stamper)
        self._at = at

    def init_signing_session(
        self,
        pdf_out: BasePdfFileWriter,
        existing_fields_only: bool = False,  # noqa: FBT001, FBT002 - pyHanko's
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._at
        return session
