"""A throw-away authority that gives PEC providers their certificates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from bot.clock import Clock

Keys = Callable[[], rsa.RSAPrivateKey]

# The policy under which AgID issues the certificates of providers.
_POLICY = x509.ObjectIdentifier("1.3.76.16.3.1.1")
_CA_USAGE = frozenset({"key_cert_sign", "crl_sign"})
_YEAR = timedelta(days=365)


def new_key() -> rsa.RSAPrivateKey:
    """Draw an RSA key of 2048 bits, as providers have; takes a tenth of a second or more."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a provider signs with; `chain` are the certificates that travel along, beside its own."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey
    chain: tuple[x509.Certificate, ...] = ()


class Authority:
    """Its name and serial numbers are free, so that a test can make one that looks exactly like another.

    `domains` go into its certificate as the only mail domains that it may certify (name constraints, as
    in AgID CA1 of 2025); without any it may certify every domain.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        name: str = "Autorità di prova PEC",
        domains: Sequence[str] = (),
        keys: Keys = new_key,
    ) -> None:
        self._clock = clock
        self._called = name
        self._name = _name(name, "Autorità di prova")
        self._keys = keys
        self._key = keys()
        self.certificate = self._own(domains)

    @property
    def pem(self) -> bytes:
        """Its certificate, to be given to whoever shall trust it."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def pin(self) -> str:
        """The SHA-256 of its public key (SubjectPublicKeyInfo, DER), in hex."""
        info = serialization.PublicFormat.SubjectPublicKeyInfo
        return sha256(self._key.public_key().public_bytes(serialization.Encoding.DER, info)).hexdigest()

    def impostor(self) -> "Authority":
        """Make one with the same name and another key, as anybody could."""
        return Authority(self._clock, name=self._called)

    def certify(
        self,
        address: str,
        name: str,
        *,
        valid_from: datetime | None = None,
        valid_until: datetime | None = None,
        serial: int | None = None,
    ) -> Credentials:
        """Issue a certificate for a provider's mailbox (posta-certificata@its domain).

        Without dates it is valid from a day ago for three years. `serial` repeats the number of another.
        """
        key, now = self._keys(), self._clock()
        builder = (
            self._builder(valid_from or now - timedelta(days=1), valid_until or now + 3 * _YEAR)
            .serial_number(serial or x509.random_serial_number())
            .subject_name(_name(name, name))
            .public_key(key.public_key())
            .add_extension(x509.SubjectAlternativeName([x509.RFC822Name(address)]), critical=False)
            .add_extension(_usage("digital_signature"), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
            .add_extension(x509.CertificatePolicies([x509.PolicyInformation(_POLICY, None)]), critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        )
        return Credentials(builder.sign(self._key, hashes.SHA256()), key, (self.certificate,))

    def _own(self, domains: Sequence[str]) -> x509.Certificate:
        now, public = self._clock(), self._key.public_key()
        builder = (
            self._builder(now - 2 * _YEAR, now + 10 * _YEAR)
            .serial_number(x509.random_serial_number())
            .subject_name(self._name)
            .public_key(public)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(*_CA_USAGE), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        )
        if domains:
            permitted = [x509.RFC822Name(domain) for domain in domains]
            builder = builder.add_extension(x509.NameConstraints(permitted, None), critical=True)
        return builder.sign(self._key, hashes.SHA256())

    def _builder(self, start: datetime, end: datetime) -> x509.CertificateBuilder:
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        return (
            x509.CertificateBuilder()
            .issuer_name(self._name)
            .not_valid_before(start)
            .not_valid_after(end)
            .add_extension(issuer, critical=False)
        )


def _name(common: str, organisation: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "IT"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _usage(*wanted: str) -> x509.KeyUsage:
    every = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{use: use in wanted for use in every})
