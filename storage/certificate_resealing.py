"""Certificates sealed anew when keys change, a few files at a time."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from storage.certificate_rows import CODE, SUBJECT, certificate, certificate_delivery, certificate_file
from storage.database import Database
from storage.documents import load
from storage.prepared import FoundRow
from storage.sealing import Keyring
from storage.tables import RowId
from storage.transaction import Kind, Transaction

_AT_ONCE = 50  # files of some hundred kilobytes

Row = Mapping[str, Any]
_Anew = Callable[[FoundRow, Keyring], Row]


def _update(table: sa.Table, identity: str, *columns: str) -> sa.Update:
    """Put new values in the place of those that were sealed by the key `before`, of no others."""
    of = sa.bindparam("of", type_=RowId if identity == "id" and table is certificate_delivery else sa.Text())
    return (
        sa.update(table)
        .where(table.c[identity] == of, table.c.key == sa.bindparam("before"))
        .values({name: sa.bindparam(f"new_{name}") for name in (*columns, "key")})
    )


_UPDATES = {
    "certificate": _update(
        certificate, "id", "code", "code_blind", "subject_blind", "facts", "revoked_because"
    ),
    "certificate_file": _update(certificate_file, "certificate", "content"),
    "certificate_delivery": _update(certificate_delivery, "id", "lane"),
}


def _reseal_all(transaction: Transaction, groups: Sequence[tuple[str, Sequence[Row]]]) -> list[None]:
    for table, rows in groups:
        transaction.connection.execute(_UPDATES[table], list(rows))
    return [None] * len(groups)


# (table, rows): puts rows sealed anew in the place of those that they were made of.
RESEAL_CERTIFICATES: Kind[tuple[str, Sequence[Row]], None] = Kind("reseal-certificates", _reseal_all)


async def reseal_certificates(database: Database, keyring: Keyring) -> int:
    """Seal everything of certificates with the newest key; how many rows. Raises Unsealable."""
    done = 0
    for table, anew in _MAKERS.items():
        while rows := await database.reader.fetch(_older(table, keyring.name)):
            sealed = [anew(row, keyring) for row in rows]
            await database.writer.submit(RESEAL_CERTIFICATES, (table.name, sealed))
            done += len(rows)
    return done


def _older(table: sa.Table, newest: str) -> Callable[[sa.Connection], Sequence[FoundRow]]:
    query = sa.select(table).where(table.c.key != newest).limit(_AT_ONCE)

    def older(connection: sa.Connection) -> Sequence[FoundRow]:
        return connection.execute(query).all()

    return older


def _sealed(ring: Keyring, text: str, place: str) -> str:
    return ring.seal(ring.open(text, place), place) if text else ""


def _certificate(row: FoundRow, ring: Keyring) -> Row:
    place = f"certificate/{row.id}"
    code = ring.open(row.code, f"{place}/code")
    facts = ring.open(row.facts, place) if row.facts else ""
    subject = load(facts).get("fiscal_code", "") if facts else ""
    return {
        "of": row.id,
        "before": row.key,
        "new_code": ring.seal(code, f"{place}/code"),
        "new_code_blind": ring.blind(CODE, code),
        # Of a number that was never used nobody is known any more; its index keeps what it had.
        "new_subject_blind": ring.blind(SUBJECT, subject) if subject else row.subject_blind,
        "new_facts": ring.seal(facts, place) if facts else "",
        "new_revoked_because": _sealed(ring, row.revoked_because, f"{place}/revoked"),
        "new_key": ring.name,
    }


def _file(row: FoundRow, ring: Keyring) -> Row:
    place = f"certificate/{row.certificate}/file"
    content = ring.seal_bytes(ring.open_bytes(row.content, place), place)
    return {"of": row.certificate, "before": row.key, "new_content": content, "new_key": ring.name}


def _delivery(row: FoundRow, ring: Keyring) -> Row:
    lane = _sealed(ring, row.lane, f"certificate/{row.certificate}/lane")
    return {"of": row.id, "before": row.key, "new_lane": lane, "new_key": ring.name}


_MAKERS: Mapping[sa.Table, _Anew] = {
    certificate: _certificate,
    certificate_file: _file,
    certificate_delivery: _delivery,
}
