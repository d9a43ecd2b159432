"""Whether the seal of a certified mail holds, and whose it is.

What `reasons` a proof may give, and which of them make it a forgery, is in the tables of `reasons`.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from channels.pec.algorithm import HASHES
from channels.pec.certificate import KeyCertificate
from channels.pec.content import digests
from channels.pec.envelope import Proof, Verdict
from channels.pec.reasons import ordered, verdict
from channels.pec.seal import Seal, UnreadableError, read_seal
from channels.pec.trust import Trust

_PLAIN_ADDRESS = re.compile(
    r"[!-?A-~]{1,64}@[!-?A-~]{1,255}"
)  # RFC 5280, 4.2.1.6: in ASCII, with nothing around


def prove(content: bytes, signature: bytes, trust: Trust, at: datetime | None = None) -> Proof:
    """Check the signature (smime.p7s, decoded) over the signed part of a mail; never raises.

    `content` is the part as it stands in the raw mail, from its first header to the line end that belongs
    to the next boundary, without it; lines may end in LF. `at` is the moment at which the signer's
    certificate must have been valid, instead of when they say they signed. That the mail's From is the
    signer's address is for the reader to check: the seal does not cover it.

    Source: RFC 5652 sections 5.3-5.6, RFC 8551, RFC 6109 section 5.
    """
    try:
        seal = read_seal(signature)
    except UnreadableError as error:
        return Proof(Verdict.UNVERIFIED, (str(error),))
    if seal.signers > 1:
        return _proof(seal, None, {"signers"})
    signer = _signer(seal, trust)
    doubts = {*_of_content(seal, content), *_of_signature(seal, signer)}
    if signer is not None:
        doubts.update(_of_signer(signer, trust, at or seal.signed_at))
    return _proof(seal, signer, doubts)


def _proof(seal: Seal, signer: KeyCertificate | None, doubts: set[str]) -> Proof:
    return Proof(
        verdict=verdict(doubts),
        reasons=ordered(doubts),
        signer=_address(signer) if signer is not None else "",
        signed_at=seal.signed_at,
        notes=_notes(seal, signer),
    )


def _notes(seal: Seal, signer: KeyCertificate | None) -> tuple[str, ...]:
    used = {seal.digest, seal.algorithm.digest, signer.algorithm.digest if signer is not None else ""}
    return ("sha1",) if "sha1" in used else ()


def _signer(seal: Seal, trust: Trust) -> KeyCertificate | None:
    """Choose the signer's certificate: the one that an authority has issued, should others claim its name."""
    issued = (one for one in seal.certificates if trust.issuer(one) is not None)
    return next(issued, seal.certificates[0] if seal.certificates else None)


def _of_content(seal: Seal, content: bytes) -> Iterator[str]:
    if not seal.detached:
        yield "attached"
    if (seal.content_type, seal.signed_type) != ("data", "data") or not seal.content_digest:
        yield "attributes"
    if seal.digest not in HASHES:
        yield "algorithm"
    elif seal.content_digest and seal.content_digest not in digests(content, seal.digest):
        yield "digest"


def _of_signature(seal: Seal, signer: KeyCertificate | None) -> Iterator[str]:
    if seal.protected not in (None, (seal.digest, seal.algorithm)):
        yield "algorithms"
    if not seal.algorithm.accepted:
        yield "algorithm"
    elif signer is None:
        yield "certificate-missing"
    elif seal.attributes and not seal.holds(signer.key):
        yield "signature"


def _of_signer(signer: KeyCertificate, trust: Trust, moment: datetime | None) -> Iterator[str]:
    """Judge the certificate; what is wrong with one that nobody known has issued does not matter."""
    authority = trust.issuer(signer)
    if authority is None:
        yield "issuer-forged" if trust.names(signer) else "issuer-unknown"
        return
    if moment is None:
        yield "no-signing-time"
    elif not signer.valid_at(moment):
        yield "not-valid-then"
    if not (signer.signs and signer.for_mail):
        yield "usage"
    address = _address(signer)
    if not address:
        yield "no-address"
    elif not authority.answers_for(address):
        yield "domain"


def _address(signer: KeyCertificate) -> str:
    """The one address of a certificate, its domain in lower case; empty if there is none, or more."""
    if len(signer.addresses) != 1 or not _PLAIN_ADDRESS.fullmatch(signer.addresses[0]):
        return ""
    name, _, domain = signer.addresses[0].rpartition("@")
    return f"{name}@{domain.lower()}"
