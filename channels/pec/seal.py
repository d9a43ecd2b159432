"""A detached CMS signature (RFC 5652, SignedData) taken apart: who signed what, how, and when they say."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from asn1crypto import algos, cms, core

from channels.pec.algorithm import Algorithm, read_algorithm
from channels.pec.certificate import KeyCertificate, in_utc, plain, read_certificate
from channels.pec.lengths import definite
from channels.pec.shape import Shape, cut

_LARGEST = 65_536  # bytes; the largest of a provider that was seen has 10,128
# A number that never ends (a tag, an OID) is read by asn1crypto in quadratic time; no honest seal has so many
# octets above 127 in a row.
_HIGH = bytes(octet >> 7 for octet in range(256))
_ENDLESS = b"\1" * 64
_CERTIFICATES = 16  # a provider sends two, some the root as well
_ATTRIBUTES = 32  # five are usual
_KEPT = 32  # of each kind of piece that providers repeat; each is smaller than a seal may be
_ALONE = ("content_type", "message_digest", "signing_time", "cms_algorithm_protection")


class UnreadableError(ValueError):
    """The bytes are no signature that could be judged; the text is a code of `reasons`."""


@dataclass(frozen=True, slots=True)
class Seal:
    """One signer's signature, and what lies beside it.

    `attributes` are the signed bytes: the attributes as a SET (RFC 5652, section 5.4). `content_digest`,
    `signed_type` and `signed_at` (UTC) are from them; empty or None where one is not there exactly once.
    `protected` is what they say of the algorithms, if they do (RFC 6211). `certificates` are those alone that
    the signer is said to have.
    """

    signers: int
    detached: bool
    content_type: str
    signed_type: str
    digest: str
    content_digest: bytes
    signed_at: datetime | None
    algorithm: Algorithm
    protected: tuple[str, Algorithm] | None
    attributes: bytes
    signature: bytes
    certificates: tuple[KeyCertificate, ...]

    def holds(self, key: bytes) -> bool:
        """Whether the signature over the attributes is by a public key (SubjectPublicKeyInfo, DER).

        They are signed in DER, but may travel in BER, or out of order: then they are put so first.
        """
        if not self.attributes:
            return False
        if self.algorithm.verifies(key, self.signature, self.attributes):
            return True
        canonical = _canonical(self.attributes)
        return canonical != self.attributes and self.algorithm.verifies(key, self.signature, canonical)


def _canonical(attributes: bytes) -> bytes:
    try:
        return bytes(cms.CMSAttributes.load(attributes).dump(force=True))
    except Exception:  # noqa: BLE001 - as in read_seal: what cannot be put in order stays as it is
        return attributes


def read_seal(encoded: bytes) -> Seal:
    """Read a signature in DER, or in BER with indefinite lengths; what follows its end is left unread.

    Raises UnreadableError, and nothing else.
    """
    if not encoded.strip():
        raise UnreadableError("no-signature")
    try:
        told = _definite(encoded)
        shape = cut(told)
        return (_of_shape(shape) if shape else None) or _read(_loaded(told))
    except UnreadableError:
        raise
    except Exception as error:  # strangers' bytes, read lazily: asn1crypto raises all kinds
        raise UnreadableError("signature-unreadable") from error


def enclosed_content(encoded: bytes) -> bytes | None:
    """Take out the content that an opaque signature carries itself (RFC 8551, section 3.5.2).

    None if it carries none, or is larger than a seal may be. Proves nothing; never raises.
    """
    try:
        content = _loaded(_definite(encoded))["encap_content_info"]["content"].native
    except Exception:  # noqa: BLE001 - as in read_seal
        return None
    return content if isinstance(content, bytes) and content else None


def _definite(encoded: bytes) -> bytes:
    """Give it with definite lengths, unless it is of a kind that would take long."""
    if len(encoded) > _LARGEST or _ENDLESS in encoded.translate(_HIGH):
        raise UnreadableError("signature-unreadable")
    return definite(encoded)


def _loaded(encoded: bytes) -> Any:
    told = cms.ContentInfo.load(encoded)
    if told["content_type"].native != "signed_data":
        raise UnreadableError("signature-unreadable")
    return told["content"]


def _of_shape(shape: Shape) -> Seal | None:
    """Read the pieces as _of_signer reads the tree; what a provider writes in each seal is read once.

    None where an attribute that counts is there twice, or has not one value: that is for the tree.
    """
    if len(shape.said) > _ATTRIBUTES or len(shape.certificates) > _CERTIFICATES:
        raise UnreadableError("signature-unreadable")
    named = [(_type(name), values) for name, values in shape.said]
    counting = [(name, values) for name, values in named if name in _ALONE]
    said = {name: values[0] for name, values in counting if len(values) == 1}
    if len(said) < len(counting):
        return None
    digest = _digest(shape.digest)
    written, moment = said.get("message_digest"), said.get("signing_time")
    protection = said.get("cms_algorithm_protection")
    found = (_if_meant(shape.signer, each) for each in shape.certificates)
    return Seal(
        signers=1,
        detached=True,
        content_type="data",
        signed_type=_content_type(said["content_type"]) if "content_type" in said else "",
        digest=digest,
        content_digest=bytes(core.OctetString.load(written).native) if written else b"",
        signed_at=in_utc(cms.Time.load(moment).native) if moment else None,
        algorithm=_algorithm(shape.algorithm).with_digest(digest),
        protected=_protection(protection, digest) if protection else None,
        attributes=shape.attributes if said else b"",
        signature=shape.signature,
        certificates=tuple(each for each in found if each is not None),
    )


@lru_cache(maxsize=_KEPT)
def _type(encoded: bytes) -> str:
    return str(cms.CMSAttributeType.load(encoded).native)


@lru_cache(maxsize=_KEPT)
def _content_type(encoded: bytes) -> str:
    return str(cms.ContentType.load(encoded).native)


@lru_cache(maxsize=_KEPT)
def _digest(encoded: bytes) -> str:
    return str(algos.DigestAlgorithm.load(encoded)["algorithm"].native)


@lru_cache(maxsize=_KEPT)
def _algorithm(encoded: bytes) -> Algorithm:
    return read_algorithm(algos.SignedDigestAlgorithm.load(encoded))


@lru_cache(maxsize=_KEPT)
def _protection(encoded: bytes, digest: str) -> tuple[str, Algorithm] | None:
    return _protected(cms.CMSAlgorithmProtection.load(encoded), digest)


@lru_cache(maxsize=_KEPT)
def _if_meant(signer: bytes, certificate: bytes) -> KeyCertificate | None:
    read = read_certificate(certificate)
    meant = read is not None and _is_meant(cms.IssuerAndSerialNumber.load(signer), read)
    return read if meant else None


def _read(data: Any) -> Seal:
    signers = data["signer_infos"]
    if not len(signers):
        raise UnreadableError("no-signature")
    return _of_signer(data, signers[0], len(signers))


def _of_signer(data: Any, signer: Any, signers: int) -> Seal:
    enclosed = data["encap_content_info"]
    signed = signer["signed_attrs"]
    said = _said(signed)
    digest = str(signer["digest_algorithm"]["algorithm"].native)
    return Seal(
        signers=signers,
        detached=isinstance(enclosed["content"], core.Void),
        content_type=str(enclosed["content_type"].native),
        signed_type=_native(said, "content_type", ""),
        digest=digest,
        content_digest=_native(said, "message_digest", b""),
        signed_at=in_utc(said["signing_time"].native) if "signing_time" in said else None,
        algorithm=read_algorithm(signer["signature_algorithm"]).with_digest(digest),
        protected=_protected(said.get("cms_algorithm_protection"), digest),
        attributes=signed.untag().dump() if said else b"",
        signature=bytes(signer["signature"].native),
        certificates=_of(signer["sid"].chosen, data["certificates"]),
    )


def _native(said: dict[str, Any], name: str, otherwise: Any) -> Any:
    return said[name].native if name in said else otherwise


def _said(attributes: Any) -> dict[str, Any]:
    """Read the attributes that count, those alone that are there once and with one value."""
    if len(attributes) > _ATTRIBUTES:
        raise UnreadableError("signature-unreadable")
    values: dict[str, list[Any]] = {name: [] for name in _ALONE}
    for attribute in attributes:
        name = attribute["type"].native
        if name in values:
            values[name] += attribute["values"]
    return {name: found[0] for name, found in values.items() if len(found) == 1}


def _protected(told: Any, digest: str) -> tuple[str, Algorithm] | None:
    if told is None:
        return None
    named = str(told["digest_algorithm"]["algorithm"].native)
    return named, read_algorithm(told["signature_algorithm"]).with_digest(digest)


def _of(signer: Any, bag: Any) -> tuple[KeyCertificate, ...]:
    """Find the signer's certificate in the bag; several, should strangers claim its name or its key id."""
    if len(bag) > _CERTIFICATES:
        raise UnreadableError("signature-unreadable")
    found = (read_certificate(one.dump()) for one in bag if one.name == "certificate")
    return tuple(one for one in found if one is not None and _is_meant(signer, one))


def _is_meant(signer: Any, certificate: KeyCertificate) -> bool:
    if isinstance(signer, core.OctetString):
        return bool(signer.native == certificate.key_id)
    if signer["serial_number"].native != certificate.serial:
        return False
    issuer = signer["issuer"]
    return issuer.dump() == certificate.issuer_encoded or plain(issuer.human_friendly) == certificate.issuer
