"""Asking for a certificate: what a service says, and what it gets."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from bot.records import Record
from platforms.certificates.kinds import CertificateKind
from platforms.certificates.paper import Stamp, Use


@dataclass(frozen=True, slots=True)
class Order:
    """A certificate that may be issued: the rules have been asked, the duty is paid or not owed.

    `key` names the order: the same key is the same certificate, however often it is asked for.
    `asked_by` is the opaque id of the citizen who asked (storage.citizens), `by_hand` of staff. `opened_with`
    is the fiscal code of who asked: what a link is opened with, and never travels beside it.
    """

    key: str
    kind: CertificateKind
    fiscal_code: str  # whom it is about
    use: Use
    stamp: Stamp
    asked_by: str
    lane: str = ""
    channel: str = ""
    second_language: str = ""
    by_hand: str = ""
    as_of: date | None = None
    opened_with: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Link:
    """Where who asked has a certificate for their fiscal code, until a moment: for channels without files."""

    url: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate that exists: sealed, numbered and kept; `records` tell where it was sent.

    `link` is there for an order that says what it is opened with; it counts once the records are written.
    """

    number: str
    code: str
    url: str
    name: str  # of the file
    pdf: bytes
    issued_on: date
    valid_until: date | None
    records: tuple[Record, ...] = ()
    link: Link | None = None


class Certificates(Protocol):
    """Whoever issues certificates."""

    async def issue(self, order: Order) -> Issued:
        """Issue it, or give again what was issued under the same key.

        Raises RegisterAway, and LookupError for whom the register does not have.
        """
