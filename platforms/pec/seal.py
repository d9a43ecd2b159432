"""A provider's signature over what it certifies: a detached CMS, in multipart/signed (RFC 6109, 4.3)."""

from base64 import encodebytes
from datetime import UTC, datetime
from hashlib import new

from asn1crypto import algos, cms, core
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

from platforms.pec.authority import Credentials
from platforms.pec.style import Digest, Style

_HASHES: dict[Digest, hashes.HashAlgorithm] = {
    "sha1": hashes.SHA1(),  # noqa: S303 - providers signed with it until 2024, and readers must cope
    "sha256": hashes.SHA256(),
}
_SIGNED_DATA = "1.2.840.113549.1.7.2"
_CONSTRUCTED, _EXPLICIT, _INDEFINITE, _END = b"\x30", b"\xa0", b"\x80", b"\x00\x00"


def seal(
    part: bytes, credentials: Credentials, style: Style, at: datetime, boundary: str
) -> tuple[str, bytes]:
    """Sign a part; gives the Content-Type of the whole and its body.

    `part` has CRLF line ends and is signed exactly as it is. `at` is rounded to seconds, as UTCTime has it.
    """
    signature = encodebytes(_signed(part, credentials, style, at)).replace(b"\n", b"\r\n")
    name = '"smime.p7s"' if style.quoted_names else "smime.p7s"
    header = (
        f"Content-Type: {style.media_type}; name={name}\r\n"
        "Content-Transfer-Encoding: base64\r\n"
        f"Content-Disposition: attachment; filename={name}\r\n\r\n"
    )
    mark = b"--" + boundary.encode()
    preamble = style.preamble.encode() + b"\r\n\r\n" if style.preamble else b""
    pieces = (preamble, mark, b"\r\n", part, b"\r\n", mark, b"\r\n")
    body = b"".join((*pieces, header.encode(), signature, b"\r\n", mark, b"--\r\n"))
    kind = f'protocol="{style.media_type}"; micalg={style.algorithm}; boundary="{boundary}"'
    return f"multipart/signed; {kind}", body


def _signed(part: bytes, credentials: Credentials, style: Style, at: datetime) -> bytes:
    attributes = _attributes(new(style.digest, part).digest(), style.digest, at)
    # What is signed is the SET itself, not the [0] under which it is stored (RFC 5652 section 5.4).
    signature = credentials.key.sign(attributes.dump(), padding.PKCS1v15(), _HASHES[style.digest])
    data = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [_digest(style.digest)],
            "encap_content_info": {"content_type": "data"},
            "certificates": [_certificate(each) for each in (credentials.certificate, *credentials.chain)],
            "signer_infos": [_signer(credentials, style.digest, attributes, signature)],
        }
    )
    return (
        _loose(data)
        if style.indefinite
        else cms.ContentInfo({"content_type": "signed_data", "content": data}).dump()
    )


def _attributes(digest: bytes, algorithm: Digest, at: datetime) -> cms.CMSAttributes:
    moment = core.UTCTime(at.astimezone(UTC).replace(microsecond=0))
    protection = {
        "digest_algorithm": _digest(algorithm),
        "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": f"{algorithm}_rsa"}),
    }
    return cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["data"]}),
            cms.CMSAttribute({"type": "signing_time", "values": [cms.Time({"utc_time": moment})]}),
            cms.CMSAttribute({"type": "message_digest", "values": [digest]}),
            cms.CMSAttribute({"type": "cms_algorithm_protection", "values": [protection]}),
        ]
    )


def _signer(
    credentials: Credentials, digest: Digest, attributes: cms.CMSAttributes, signature: bytes
) -> cms.SignerInfo:
    certificate = _certificate(credentials.certificate)
    return cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": {
                        "issuer": certificate.issuer,
                        "serial_number": certificate.serial_number,
                    }
                }
            ),
            "digest_algorithm": _digest(digest),
            "signed_attrs": attributes,
            "signature_algorithm": {"algorithm": "rsassa_pkcs1v15"},
            "signature": signature,
        }
    )


def _digest(algorithm: Digest) -> algos.DigestAlgorithm:
    return algos.DigestAlgorithm({"algorithm": algorithm})


def _certificate(certificate: x509.Certificate) -> asn1.Certificate:
    return asn1.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _loose(data: cms.SignedData) -> bytes:
    """Write the outer layers with indefinite lengths, closed by zeros, as streaming signers do."""
    return b"".join(
        (
            _CONSTRUCTED + _INDEFINITE,
            core.ObjectIdentifier(_SIGNED_DATA).dump(),
            _EXPLICIT + _INDEFINITE,
            _CONSTRUCTED + _INDEFINITE,
            core.Sequence.load(data.dump()).contents,
            _END * 3,
        )
    )
