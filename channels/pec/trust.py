"""Whom an office believes: authorities known by their public keys, and the mailboxes each may vouch for."""

import base64
import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from asn1crypto import pem

from channels.pec.certificate import KeyCertificate, plain, read_certificate


@dataclass(frozen=True, slots=True)
class Authority:
    """A public key (SubjectPublicKeyInfo, DER) that is believed, and how certificates refer to its owner.

    By key and not by certificate: AgID CA1 was certified anew at least nine times with one key, and a mail
    of 2018 is not to fail because the file at hand is of 2020. `domains` None: for every address it issues.
    A domain stands for itself alone, ".domain" for all below it, "name@domain" for one mailbox (RFC 5280,
    section 4.2.1.10).
    """

    key: bytes
    names: frozenset[str] = frozenset()
    key_ids: frozenset[bytes] = frozenset()
    domains: frozenset[str] | None = None

    @property
    def pin(self) -> str:
        """The SHA-256 of the key, in hex: what people compare."""
        return hashlib.sha256(self.key).hexdigest()

    def is_named_by(self, certificate: KeyCertificate) -> bool:
        """Whether a certificate says that this authority issued it; that it did is another question."""
        return certificate.issuer in self.names or certificate.issuer_key_id in self.key_ids

    def answers_for(self, address: str) -> bool:
        """Whether the address, in lower case, is one that this authority may vouch for."""
        if self.domains is None:
            return True
        domain = address.rpartition("@")[2]
        above = (domain[at:] for at, sign in enumerate(domain) if sign == ".")
        return not self.domains.isdisjoint((address, domain, *above))

    def joined(self, other: "Authority") -> "Authority":
        """The same key, known from one more file: a file that limits nothing does not lift a limit."""
        limits = [one for one in (self.domains, other.domains) if one is not None]
        return Authority(
            self.key,
            self.names | other.names,
            self.key_ids | other.key_ids,
            frozenset().union(*limits) if limits else None,
        )


@dataclass(frozen=True, slots=True)
class Trust:
    """The authorities that an office believes; never those of the operating system."""

    authorities: tuple[Authority, ...] = ()

    @staticmethod
    def agid() -> "Trust":
        """AgID CA1 alone: Italy's PEC providers since 2017."""
        return _agid()

    def issuer(self, certificate: KeyCertificate) -> Authority | None:
        """The authority whose key has signed the certificate. Directly: no chain is built."""
        return next((one for one in self.authorities if certificate.issued_by(one.key)), None)

    def names(self, certificate: KeyCertificate) -> bool:
        """Whether the certificate claims to be issued by an authority that is believed."""
        return any(one.is_named_by(certificate) for one in self.authorities)


@cache
def _agid() -> Trust:
    told = tomllib.loads(files("channels.pec").joinpath("agid.toml").read_text(encoding="utf-8"))
    known = Authority(
        key=base64.b64decode(told["key"]),
        names=frozenset({plain(told["name"])}),
        key_ids=frozenset({bytes.fromhex(told["key_identifier"])}),
        domains=frozenset(told["domains"]),
    )
    return Trust((known,))


def read_trust(paths: Sequence[Path], beside: Trust | None = None) -> Trust:
    """Read the certificates of further authorities (PEM, several in a file, or one in DER).

    Each certificate's key is believed as it stands, whoever has signed it and for whatever time: to name the
    file is to trust it. Its rfc822 name constraints are the domains it may vouch for. Raises OSError for
    a file that cannot be opened, and ValueError, with its name, for one in which no certificate is found.
    """
    found = [known for path in paths for known in _authorities(path)]
    return Trust(_merged([*(beside.authorities if beside else ()), *found]))


def _authorities(path: Path) -> Iterator[Authority]:
    count = 0
    for encoded in _encoded(path):
        certificate = read_certificate(encoded)
        if certificate is None:
            raise ValueError(f"{path.name}: a certificate that cannot be read")
        count += 1
        yield _authority(certificate)
    if not count:
        raise ValueError(f"{path.name}: no certificate")


def _encoded(path: Path) -> list[bytes]:
    text = path.read_bytes()
    if not pem.detect(text):
        return [text]
    try:
        return [der for kind, _, der in pem.unarmor(text, multiple=True) if kind == "CERTIFICATE"]
    except (ValueError, TypeError) as error:
        raise ValueError(f"{path.name}: not a PEM file") from error


def _authority(certificate: KeyCertificate) -> Authority:
    return Authority(
        certificate.key,
        frozenset({certificate.name} - {""}),
        frozenset({certificate.key_id} - {b""}),
        certificate.mailboxes,
    )


def _merged(authorities: Iterable[Authority]) -> tuple[Authority, ...]:
    by_key: dict[bytes, Authority] = {}
    for one in authorities:
        by_key[one.key] = by_key[one.key].joined(one) if one.key in by_key else one
    return tuple(by_key.values())
