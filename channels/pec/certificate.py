"""The certificate of a key, as far as a seal needs it: whose it is, by whom, for how long and for what."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from asn1crypto import x509

from channels.pec.algorithm import Algorithm, read_algorithm

_LARGEST = 16_384  # bytes; AgID CA1's own, with all its constraints, has 4,300


@dataclass(frozen=True, slots=True)
class KeyCertificate:
    """What a certificate says of itself, and the parts that its issuer has signed.

    Names are in asn1crypto's readable spelling, lower case. `addresses` are the rfc822Names of
    subjectAltName, as they stand; `mailboxes` the permitted ones of an authority's name constraints, and
    None if it has none. `serial` and `name` together, or `key_id`, are how a signature refers to it.
    """

    encoded: bytes
    name: str
    issuer: str
    issuer_encoded: bytes
    serial: int
    key: bytes
    key_id: bytes
    issuer_key_id: bytes
    since: datetime
    until: datetime
    addresses: tuple[str, ...]
    mailboxes: frozenset[str] | None
    signs: bool
    for_mail: bool
    signed: bytes
    signature: bytes
    algorithm: Algorithm

    def issued_by(self, key: bytes) -> bool:
        """Whether the issuer's signature over this certificate holds with a public key (DER)."""
        return _issued(self.encoded, key)

    def valid_at(self, moment: datetime) -> bool:
        """Whether a moment is within its validity; without a time zone it is taken for UTC."""
        return self.since <= in_utc(moment) <= self.until


@lru_cache(maxsize=64)  # a provider seals all its mails by one certificate
def read_certificate(encoded: bytes) -> KeyCertificate | None:
    """Read a certificate (DER); None if it is none, or none that can be understood. Never raises."""
    if len(encoded) > _LARGEST:
        return None
    try:
        return _read(x509.Certificate.load(encoded))
    except Exception:  # noqa: BLE001 - strangers' bytes, read lazily: asn1crypto raises whatever it stumbles on
        return None


@lru_cache(maxsize=64)
def _issued(encoded: bytes, key: bytes) -> bool:
    read = read_certificate(encoded)
    return (
        read is not None
        and read.algorithm.accepted
        and read.algorithm.verifies(key, read.signature, read.signed)
    )


def _read(certificate: Any) -> KeyCertificate:
    body = certificate["tbs_certificate"]
    usage = certificate.key_usage_value
    purposes = certificate.extended_key_usage_value
    return KeyCertificate(
        encoded=certificate.dump(),
        name=plain(body["subject"].human_friendly),
        issuer=plain(body["issuer"].human_friendly),
        issuer_encoded=body["issuer"].dump(),
        serial=body["serial_number"].native,
        key=body["subject_public_key_info"].dump(),
        key_id=_native(certificate.key_identifier_value),
        issuer_key_id=certificate.authority_key_identifier or b"",
        since=in_utc(body["validity"]["not_before"].native),
        until=in_utc(body["validity"]["not_after"].native),
        addresses=_addresses(certificate.subject_alt_name_value or ()),
        mailboxes=_constrained(certificate.name_constraints_value),
        signs=usage is not None and "digital_signature" in usage.native,
        for_mail=purposes is not None and "email_protection" in purposes.native,
        signed=body.dump(),
        signature=certificate["signature_value"].native,
        algorithm=read_algorithm(certificate["signature_algorithm"]),
    )


def plain(name: str) -> str:
    """Spell a readable name so that it can be compared: case and spaces do not distinguish authorities."""
    return " ".join(name.casefold().split())


def in_utc(moment: Any) -> datetime:
    """Give a moment in UTC, for which one without a time zone is taken; raises ValueError for the year 0."""
    if not isinstance(moment, datetime):
        raise ValueError("no moment that a calendar has")  # noqa: TRY004 - a value of strangers, and no type of ours
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _native(value: Any) -> bytes:
    return bytes(value.native) if value is not None else b""


def _addresses(names: Any) -> tuple[str, ...]:
    return tuple(str(name.native).strip() for name in names if name.name == "rfc822_name")


def _constrained(constraints: Any) -> frozenset[str] | None:
    permitted = constraints["permitted_subtrees"] if constraints is not None else ()
    bases = [subtree["base"] for subtree in permitted or ()]
    return frozenset(address.lower() for address in _addresses(bases)) or None
