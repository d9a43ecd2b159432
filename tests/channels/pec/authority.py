"""A throw-away authority and the providers that it certifies, good ones and others."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
ADDRESS = "posta-certificata@pec.gestore.example"
DOMAINS = ("pec.gestore.example",)
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@cache
def rsa_key(whose: str) -> rsa.RSAPrivateKey:
    """A key of one's own for each name: making one takes a tenth of a second."""
    assert whose
    return rsa.generate_private_key(65537, 2048)


def elliptic_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _name(common: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.COUNTRY_NAME, "IT"), x509.NameAttribute(NameOID.COMMON_NAME, common)]
    )


@dataclass(frozen=True)
class Authority:
    """An authority of a name; `key` is whose key it really has."""

    name: str = "Autorità di prova"
    key: str = "authority"
    domains: Sequence[str] = DOMAINS

    @property
    def certificate(self) -> x509.Certificate:
        builder = _dated(_name(self.name), _name(self.name), rsa_key(self.key).public_key(), 1)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        identifier = x509.SubjectKeyIdentifier(hashlib.sha256(self.name.encode()).digest()[:20])
        builder = builder.add_extension(identifier, critical=False)
        if self.domains:
            permitted = [x509.RFC822Name(domain) for domain in self.domains]
            builder = builder.add_extension(x509.NameConstraints(permitted, None), critical=True)
        return builder.sign(rsa_key(self.key), hashes.SHA256())

    def written(self, folder: Path) -> Path:
        """Its certificate in a file, as an office keeps it."""
        folder.mkdir(exist_ok=True)
        path = folder / f"{self.key}-{self.name}.pem"
        path.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        return path

    def provider(self, **differently: object) -> "Provider":
        return Provider(self, **differently)  # type: ignore[arg-type] # the fields of Provider


def _dated(
    issuer: x509.Name,
    subject: x509.Name,
    key: rsa.RSAPublicKey | ec.EllipticCurvePublicKey,
    serial: int,
    since: datetime = NOW - timedelta(days=300),
    until: datetime = NOW + timedelta(days=300),
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder(issuer, subject, key, serial)
    return builder.not_valid_before(since).not_valid_after(until)


@dataclass(frozen=True)
class Provider:
    """A provider (gestore) with a certificate of an authority; what is left out of it is said."""

    authority: Authority
    key: Key = field(default_factory=lambda: rsa_key("provider"))
    addresses: Sequence[str] = (ADDRESS,)
    since: datetime = NOW - timedelta(days=100)
    until: datetime = NOW + timedelta(days=100)
    for_mail: bool = True
    signs: bool = True
    identified: bool = True  # by the authority's key id, and not by its name alone
    serial: int = 4711

    @property
    def certificate(self) -> x509.Certificate:
        above = self.authority.certificate
        builder = _dated(
            above.subject, _name("Gestore"), self.key.public_key(), self.serial, self.since, self.until
        )
        for extension, critical in self._extensions(above):
            builder = builder.add_extension(extension, critical=critical)
        return builder.sign(rsa_key(self.authority.key), hashes.SHA256())

    def _extensions(self, above: x509.Certificate) -> list[tuple[x509.ExtensionType, bool]]:
        uses = [self.signs, *[False] * 4, not self.signs, *[False] * 3]
        found: list[tuple[x509.ExtensionType, bool]] = [(x509.KeyUsage(*uses), True)]
        purpose = ExtendedKeyUsageOID.EMAIL_PROTECTION if self.for_mail else ExtendedKeyUsageOID.CLIENT_AUTH
        found.append((x509.ExtendedKeyUsage([purpose]), False))
        found.append((x509.SubjectKeyIdentifier.from_public_key(self.key.public_key()), False))
        if self.addresses:
            names = [x509.RFC822Name(address) for address in self.addresses]
            found.append((x509.SubjectAlternativeName(names), False))
        if self.identified:
            key_id = above.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
            issuer = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(key_id)
            found.append((issuer, False))
        return found
