"""A seal (smime.p7s) as a provider makes it, and every kind that only looks like one."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import algos, cms, core, parser
from asn1crypto import x509 as parts
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.serialization import Encoding

from tests.channels.pec.authority import NOW, Provider

HASHES = {
    "md5": hashes.MD5(),  # noqa: S303 - refused, which is to be seen
    "sha1": hashes.SHA1(),  # noqa: S303 - what providers really use
    "sha256": hashes.SHA256(),
    "sha512": hashes.SHA512(),
}


@dataclass(frozen=True)
class Sealing:
    """How a provider signs once: all fields but the first are what may be unusual, or wrong."""

    provider: Provider
    digest: str = "sha256"
    scheme: str = "rsassa_pkcs1v15"
    named: bool = True  # sha256WithRSA, and not rsaEncryption
    salt: int = 32
    by_key: bool = False  # the certificate is referred to by its key id
    at: datetime | None = NOW
    signed_type: str = "data"
    protected: str = ""  # the digest that the attributes name
    attached: bool = False
    attributes: bool = True
    doubled: bool = False  # the digest is there twice
    ordered: bool = True  # as DER wants the attributes to travel; it is what is signed
    signers: int = 1
    bag: Sequence[x509.Certificate] | None = None

    def over(self, content: bytes) -> cms.ContentInfo:
        bag = (
            [self.provider.certificate, self.provider.authority.certificate] if self.bag is None else self.bag
        )
        encoded = [one.public_bytes(Encoding.DER) for one in bag]
        enclosed = {"content_type": "data", **({"content": content} if self.attached else {})}
        data = {
            "version": "v1",
            "digest_algorithms": [{"algorithm": self.digest}],
            "encap_content_info": enclosed,
            "certificates": [parts.Certificate.load(one) for one in encoded],
            "signer_infos": [self._signer(content)] * self.signers,
        }
        return cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(data)})

    def _signer(self, content: bytes) -> cms.SignerInfo:
        certificate = parts.Certificate.load(self.provider.certificate.public_bytes(Encoding.DER))
        told = self._attributes(content) if self.attributes else None
        signed = content if told is None else told.dump()
        info = {
            "version": "v1",
            "sid": self._reference(certificate),
            "digest_algorithm": {"algorithm": self.digest},
            "signature_algorithm": self._algorithm(),
            "signature": self._signature(signed),
        }
        if told is not None:
            info["signed_attrs"] = told if self.ordered else _reversed(told)
        return cms.SignerInfo(info)

    def _reference(self, certificate: parts.Certificate) -> cms.SignerIdentifier:
        if self.by_key:
            return cms.SignerIdentifier("subject_key_identifier", certificate.key_identifier)
        named = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
        return cms.SignerIdentifier("issuer_and_serial_number", cms.IssuerAndSerialNumber(named))

    def _attributes(self, content: bytes) -> cms.CMSAttributes:
        digest = hashlib.new(self.digest, content).digest()
        told: list[dict[str, object]] = [{"type": "message_digest", "values": [digest]}]
        told += told if self.doubled else []
        if self.signed_type:
            told.append({"type": "content_type", "values": [self.signed_type]})
        if self.at is not None:
            told.append({"type": "signing_time", "values": [cms.Time("utc_time", core.UTCTime(self.at))]})
        if self.protected:
            named = {
                "digest_algorithm": {"algorithm": self.protected},
                "signature_algorithm": self._algorithm(),
            }
            told.append({"type": "cms_algorithm_protection", "values": [named]})
        return cms.CMSAttributes(told)

    def _algorithm(self) -> algos.SignedDigestAlgorithm:
        if self.scheme == "rsassa_pss":
            digest = {"algorithm": self.digest}
            mask = {"algorithm": "mgf1", "parameters": digest}
            parameters = {"hash_algorithm": digest, "mask_gen_algorithm": mask, "salt_length": self.salt}
            return algos.SignedDigestAlgorithm({"algorithm": "rsassa_pss", "parameters": parameters})
        family = "ecdsa" if self.scheme == "ecdsa" else "rsa"
        return algos.SignedDigestAlgorithm(
            {"algorithm": f"{self.digest}_{family}" if self.named else self.scheme}
        )

    def _signature(self, signed: bytes) -> bytes:
        key, digest = self.provider.key, HASHES[self.digest]
        if isinstance(key, ec.EllipticCurvePrivateKey):
            return key.sign(signed, ec.ECDSA(digest))
        if self.scheme == "rsassa_pss":
            return key.sign(signed, padding.PSS(padding.MGF1(digest), self.salt), digest)
        return key.sign(signed, padding.PKCS1v15(), digest)


def _reversed(attributes: cms.CMSAttributes) -> cms.CMSAttributes:
    told = b"".join(one.dump() for one in reversed(cms.CMSAttributes.load(attributes.dump())))
    return cms.CMSAttributes.load(parser.emit(0, 1, 17, told))


def seal(provider: Provider, content: bytes, **differently: object) -> bytes:
    """Sign content, and give the signature in DER; what may be different are the fields of Sealing."""
    return Sealing(provider, **differently).over(content).dump()  # type: ignore[arg-type] # see above


def indefinite(encoded: bytes, depth: int = 12) -> bytes:
    """Write DER anew in BER with indefinite lengths, down to a depth; certificates stay as they are."""
    kind, constructed, tag, _, content, _ = parser.parse(encoded)
    if not constructed or not depth or _is_certificate(encoded):
        return encoded
    inner = b"".join(indefinite(one, depth - 1) for one in _each(content))
    return bytes([kind << 6 | 0x20 | tag, 0x80]) + inner + b"\0\0"


def _each(content: bytes) -> Iterator[bytes]:
    while content:
        size = parser.peek(content)
        yield content[:size]
        content = content[size:]


def _is_certificate(encoded: bytes) -> bool:
    try:
        return bool(parts.Certificate.load(encoded)["tbs_certificate"]["version"].native)
    except (ValueError, TypeError):
        return False
