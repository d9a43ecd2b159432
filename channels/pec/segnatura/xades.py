"""A seal on an XML document: an enveloped XAdES signature of the baseline B level (ETSI EN 319 132-1)."""

import hashlib
from base64 import b64encode
from datetime import UTC, datetime

from lxml import etree

from channels.pec.segnatura.signer import Signer

DS = "http://www.w3.org/2000/09/xmldsig#"
_XADES = "http://uri.etsi.org/01903/v1.3.2#"
_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
_ENVELOPED = f"{DS}enveloped-signature"
_SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
_PROPERTIES = "http://uri.etsi.org/01903#SignedProperties"


def seal(root: etree._Element, signer: Signer, at: datetime) -> None:
    """Append to `root` a signature over all of it, made `at` that time (aware; written to the second).

    The ids come from the content, nothing is drawn by chance: the same document, signer and time give the
    same seal. Each reference names its canonicalization, so that none depends on what surrounds it.
    """
    content = _digest(_canonical(root))
    name = f"seal-{content[:8].hex()}"
    signature = etree.SubElement(root, f"{{{DS}}}Signature", {"Id": name}, nsmap={"ds": DS})
    info = _under(signature, DS, "SignedInfo")
    value = _under(signature, DS, "SignatureValue")
    _key_info(signature, signer)
    properties = _properties(signature, name, signer, at)
    _under(info, DS, "CanonicalizationMethod", Algorithm=_C14N)
    _under(info, DS, "SignatureMethod", Algorithm=signer.method)
    _reference(info, content, _ENVELOPED, _C14N, Id=f"{name}-content", URI="")
    own = _digest(_canonical(properties))
    _reference(info, own, _C14N, Type=_PROPERTIES, URI=f"#{properties.get('Id')}")
    value.text = _base64(signer.sign(_canonical(info)))


def _key_info(signature: etree._Element, signer: Signer) -> None:
    data = _under(_under(signature, DS, "KeyInfo"), DS, "X509Data")
    for certificate in signer.chain:
        _under(data, DS, "X509Certificate").text = _base64(certificate)


def _properties(signature: etree._Element, name: str, signer: Signer, at: datetime) -> etree._Element:
    held = etree.SubElement(
        _under(signature, DS, "Object"),
        f"{{{_XADES}}}QualifyingProperties",
        {"Target": f"#{name}"},
        nsmap={"xades": _XADES},
    )
    properties = _under(held, _XADES, "SignedProperties", Id=f"{name}-properties")
    own = _under(properties, _XADES, "SignedSignatureProperties")
    _under(own, _XADES, "SigningTime").text = f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    certificate = _under(_under(own, _XADES, "SigningCertificateV2"), _XADES, "Cert")
    _write_digest(_under(certificate, _XADES, "CertDigest"), _digest(signer.chain[0]))
    data = _under(properties, _XADES, "SignedDataObjectProperties")
    form = _under(data, _XADES, "DataObjectFormat", ObjectReference=f"#{name}-content")
    _under(form, _XADES, "MimeType").text = "text/xml"
    return properties


def _reference(info: etree._Element, digest: bytes, *transforms: str, **attributes: str) -> None:
    reference = _under(info, DS, "Reference", **attributes)
    steps = _under(reference, DS, "Transforms")
    for each in transforms:
        _under(steps, DS, "Transform", Algorithm=each)
    _write_digest(reference, digest)


def _write_digest(parent: etree._Element, digest: bytes) -> None:
    _under(parent, DS, "DigestMethod", Algorithm=_SHA256)
    _under(parent, DS, "DigestValue").text = _base64(digest)


def _under(parent: etree._Element, namespace: str, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{namespace}}}{name}", attributes)


def _canonical(element: etree._Element) -> bytes:
    return bytes(etree.tostring(element, method="c14n", exclusive=True, with_tail=False))


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _base64(data: bytes) -> str:
    return b64encode(data).decode("ascii")
