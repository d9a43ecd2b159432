"""Certificates that were issued: numbered, kept sealed, found by their code or their file, revoked."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa

from bot.clock import Ids
from bot.records import Record
from storage.certificate_records import Certificate, Delivery, Facts, PermitFacts, Wanted
from storage.certificate_rows import (
    CERTIFICATES,
    CODE,
    ISSUED,
    SUBJECT,
    alive,
    certificate,
    certificate_delivery,
    certificate_file,
)
from storage.certificate_writes import (
    DELIVER,
    KEEP_CERTIFICATE,
    RESERVE,
    REVOKE_CERTIFICATE,
    Reservation,
    Reserved,
    Revocation,
    Sealing,
)
from storage.citizens import normal_fiscal_code
from storage.database import Database
from storage.documents import dump, load
from storage.instants import to_ms
from storage.prepared import FoundRow
from storage.sealing import Keyring
from storage.tables import word

_blinds: sa.BindParameter[Any] = sa.bindparam("blinds", expanding=True)
_issued = certificate.c.state == word(ISSUED)
_BY_CODE = sa.select(certificate).where(certificate.c.code_blind.in_(_blinds), _issued)
_BY_HASH = sa.select(certificate).where(
    certificate.c.sha256 == sa.bindparam("hash", type_=sa.Text()), _issued
)
_BY_ORDER = sa.select(certificate).where(
    certificate.c.order_key == sa.bindparam("order", type_=sa.Text()), alive
)
_series = certificate.c.series == sa.bindparam("in_series", type_=sa.Text())
_BY_NUMBER = sa.select(certificate).where(
    _series, certificate.c.year == sa.bindparam("in_year"), certificate.c.number == sa.bindparam("no")
)
_NEWEST = (
    sa.select(certificate).where(_series).order_by(certificate.c.year.desc(), certificate.c.number.desc())
)
_LIST = _NEWEST.limit(sa.bindparam("most", type_=sa.Integer()))
_LIST_OF = _NEWEST.where(certificate.c.subject_blind.in_(_blinds)).limit(
    sa.bindparam("most", type_=sa.Integer())
)
_CONTENT = sa.select(certificate_file.c.content).where(
    certificate_file.c.certificate == sa.bindparam("of", type_=sa.Text())
)
_DELIVERIES = (
    sa.select(certificate_delivery)
    .where(certificate_delivery.c.certificate == sa.bindparam("of", type_=sa.Text()))
    .order_by(certificate_delivery.c.id)
)


_FROM_THE_ROW: Final = (
    *("id", "year", "number", "state", "kind", "asked_by", "by_hand", "issued_on", "valid_until", "made_at"),
    *("sha256", "revoked_at", "revoked_by", "series"),
)


@dataclass(frozen=True, slots=True)
class SqlCertificates:
    """The certificates in the database; all methods raise Unsealable where a key is lacking."""

    database: Database
    keyring: Keyring
    ids: Ids

    async def reserve(self, wanted: Wanted) -> tuple[Reserved, str]:
        """Take a number and a code for an order, or give those that it has; committed on return."""
        ring, number = self.keyring, self.ids()
        reserved = await self.database.writer.submit(
            RESERVE,
            Reservation(
                number,
                wanted.order_key,
                wanted.kind,
                ring.blind(SUBJECT, normal_fiscal_code(wanted.fiscal_code)),
                ring.blind(CODE, wanted.code),
                ring.seal(wanted.code, f"certificate/{number}/code"),
                wanted.asked_by,
                wanted.by_hand,
                ring.name,
                wanted.series,
            ),
        )
        return reserved, ring.open(reserved.code, f"certificate/{reserved.id}/code")

    async def keep(
        self, reserved: Reserved, code: str, facts: Facts, pdf: bytes, sha256: str, valid_until: date | None
    ) -> str:
        """Keep the sealed PDF; the hash of the first one that was kept, empty if the number is void."""
        ring, place = self.keyring, f"certificate/{reserved.id}"
        return await self.database.writer.submit(
            KEEP_CERTIFICATE,
            Sealing(
                reserved.id,
                sha256,
                valid_until,
                ring.seal(dump(_document(facts)), place),
                ring.seal(code, f"{place}/code"),
                ring.blind(CODE, code),
                ring.seal_bytes(pdf, f"{place}/file"),
                ring.name,
                f"{reserved.number}/{reserved.year}",
            ),
        )

    async def find(self, code: str) -> Certificate | None:
        """Find an issued certificate by its verification code, as printed."""
        blinds = self.keyring.blinds(CODE, code)
        return await self._one(_BY_CODE, {"blinds": list(blinds)})

    async def by_file(self, sha256: str) -> Certificate | None:
        """Find the certificate whose sealed PDF has this hash."""
        return await self._one(_BY_HASH, {"hash": sha256})

    async def by_order(self, order_key: str) -> Certificate | None:
        """Find what an order has, issued or only reserved."""
        return await self._one(_BY_ORDER, {"order": order_key})

    async def by_number(self, number: int, year: int) -> Certificate | None:
        """Find a certificate, whatever became of it, by its number."""
        return await self._one(_BY_NUMBER, {"in_series": CERTIFICATES, "in_year": year, "no": number})

    async def latest(self, fiscal_code: str = "", most: int = 200) -> Sequence[Certificate]:
        """List certificates, the newest first: all, or those about somebody."""
        asked: dict[str, object] = {"most": most, "in_series": CERTIFICATES}
        if fiscal_code:
            asked["blinds"] = list(self.keyring.blinds(SUBJECT, normal_fiscal_code(fiscal_code)))
        query = _LIST_OF if fiscal_code else _LIST
        rows = await self.database.reader.fetch(lambda connection: connection.execute(query, asked).all())
        return [self._read(row) for row in rows]

    async def content(self, number: str) -> bytes:
        """Read the sealed PDF of an issued certificate, by its id; LookupError if there is none."""
        sealed = await self.database.reader.fetch(
            lambda connection: connection.scalar(_CONTENT, {"of": number})
        )
        if sealed is None:
            raise LookupError("no such certificate is kept")
        return self.keyring.open_bytes(sealed, f"certificate/{number}/file")

    async def deliveries(self, number: str) -> Sequence[Delivery]:
        """List where a certificate was sent, by its id."""
        rows = await self.database.reader.fetch(
            lambda connection: connection.execute(_DELIVERIES, {"of": number}).all()
        )
        place = f"certificate/{number}/lane"
        return [
            Delivery(row.channel, self.keyring.open(row.lane, place) if row.lane else "", row.at)
            for row in rows
        ]

    def delivered(self, number: str, channel: str, lane: str, at: datetime) -> Record:
        """Note within a turn that a certificate leaves for a conversation."""
        ring = self.keyring
        sealed = ring.seal(lane, f"certificate/{number}/lane") if lane else ""
        row = {"certificate": number, "channel": channel, "lane": sealed, "at": to_ms(at), "key": ring.name}
        return Record(DELIVER, row)

    async def revoke(self, number: str, by: str, because: str) -> bool:
        """Revoke an issued certificate, by its id; False if it was revoked before, or never issued."""
        sealed = self.keyring.seal(because, f"certificate/{number}/revoked")
        return await self.database.writer.submit(REVOKE_CERTIFICATE, Revocation(number, by, sealed))

    async def _one(self, query: sa.Select[Any], asked: Mapping[str, object]) -> Certificate | None:
        row = await self.database.reader.fetch(
            lambda connection: connection.execute(query, dict(asked)).first()
        )
        return None if row is None else self._read(row)

    def _read(self, row: FoundRow) -> Certificate:
        ring, place = self.keyring, f"certificate/{row.id}"
        because = ring.open(row.revoked_because, f"{place}/revoked") if row.revoked_because else ""
        return Certificate(
            **{name: getattr(row, name) for name in _FROM_THE_ROW},
            code=ring.open(row.code, f"{place}/code"),
            facts=_facts(load(ring.open(row.facts, place))) if row.facts else None,
            revoked_because=because,
        )


def _document(facts: Facts) -> dict[str, object]:
    said = {name: value for name in Facts.__slots__ if (value := getattr(facts, name))}
    permit = {"permit": asdict(facts.permit)} if facts.permit else {}
    return said | {name: getattr(facts, name) for name in ("fiscal_code", "surname", "name")} | permit


def _facts(said: Mapping[str, Any]) -> Facts:
    permit = said.get("permit")
    if permit is None:
        return Facts(**said)
    return Facts(**{**said, "permit": PermitFacts(**{**permit, "plates": tuple(permit["plates"])})})
