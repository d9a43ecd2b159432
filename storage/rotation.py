"""Keys that change: whatever an older one has sealed is sealed anew, some rows at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.clock import Ids
from storage.applicants import reseal_applicants
from storage.certificate_orders import about_order, certificate_order
from storage.certificate_resealing import reseal_certificates
from storage.citizen_rows import citizen
from storage.citizens import SqlCitizens
from storage.credential_rows import credential, login_failure
from storage.credentials import USERNAME
from storage.database import Database
from storage.logins import login
from storage.pin_rows import pin
from storage.prepared import FoundRow
from storage.resident_rows import resident
from storage.residents import SqlResidents
from storage.sealing import Keyring
from storage.transaction import Kind, Transaction

_AT_ONCE = 500

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table that holds sealed values: its key column, and what its rows become."""

    table: sa.Table
    key: str
    sealed: str  # a column that changes whenever the row is sealed: who changed it meanwhile did so already
    update: sa.Update


def _sheet(table: sa.Table, key: str, sealed: str, *columns: str) -> _Sheet:
    update = (
        sa.update(table)
        .where(table.c[key] == sa.bindparam("of"), table.c[sealed] == sa.bindparam("before"))
        .values({name: sa.bindparam(f"new_{name}") for name in (*columns, "key")})
    )
    return _Sheet(table, key, sealed, update)


_SHEETS = {
    "certificate_order": _sheet(certificate_order, "id", "sealed", "sealed"),
    "citizen": _sheet(citizen, "id", "sealed", "sealed", "fiscal_code_blind", "pec_blind"),
    "credential": _sheet(credential, "citizen", "username", "username", "username_blind", "totp"),
    "pin": _sheet(pin, "citizen", "sealed", "sealed"),
    "resident": _sheet(resident, "id", "sealed", "sealed", "code_blind", "plain_blind", "family_blind"),
}
_newer = login_failure.alias("newer")
_MOVE_FAILURES = (
    sa.update(login_failure)
    .where(
        login_failure.c.username_blind == sa.bindparam("old_blind"),
        ~sa.exists().where(_newer.c.username_blind == sa.bindparam("new_username_blind")),
    )
    .values(username_blind=sa.bindparam("new_username_blind"))
)
_OTHER_LOGINS = sa.delete(login).where(login.c.key != sa.bindparam("newest"))


def _reseal_all(transaction: Transaction, groups: Sequence[tuple[str, Sequence[Row]]]) -> list[None]:
    for table, rows in groups:
        if table == "credential":  # the failures under a name stay with it
            transaction.connection.execute(_MOVE_FAILURES, list(rows))
        transaction.connection.execute(_SHEETS[table].update, list(rows))
    return [None] * len(groups)


def _drop_all(transaction: Transaction, names: Sequence[str]) -> list[None]:
    for newest in names:
        transaction.connection.execute(_OTHER_LOGINS, {"newest": newest})
    return [None] * len(names)


# (table, rows): puts rows sealed anew in the place of those that they were made of, not of later ones.
RESEAL: Kind[tuple[str, Sequence[Row]], None] = Kind("reseal", _reseal_all)
# Forgets the logins that another than this key has sealed: who is in the middle of one begins again.
DROP_LOGINS: Kind[str, None] = Kind("drop-logins", _drop_all)


async def rotate(database: Database, keyring: Keyring) -> int:
    """Seal everything with the newest key; how many rows. Raises Unsealable where a key is lacking.

    It may be stopped anywhere and begun again: a row is sealed by one key or by the other.
    """
    makers: dict[str, Callable[[FoundRow], Row]] = {
        "certificate_order": _Orders(keyring).anew,
        "citizen": _Citizens(database, keyring).anew,
        "credential": _Credentials(keyring).anew,
        "pin": _Pins(keyring).anew,
        "resident": _Residents(database, keyring).anew,
    }
    done = 0
    for name, anew in makers.items():
        while rows := await database.reader.fetch(_older(_SHEETS[name], keyring.name)):
            await database.writer.submit(RESEAL, (name, [anew(row) for row in rows]))
            done += len(rows)
    done += await reseal_applicants(database, keyring)
    done += await reseal_certificates(database, keyring)
    await database.writer.submit(DROP_LOGINS, keyring.name)
    return done


def _older(sheet: _Sheet, newest: str) -> Callable[[sa.Connection], Sequence[FoundRow]]:
    query = sa.select(sheet.table).where(sheet.table.c.key != newest).limit(_AT_ONCE)
    return lambda connection: connection.execute(query).all()


def _no_ids() -> str:
    raise LookupError("nobody is made known here")


class _Citizens:
    def __init__(self, database: Database, keyring: Keyring, ids: Ids = _no_ids) -> None:
        self._citizens = SqlCitizens(database, keyring, ids)

    def anew(self, row: FoundRow) -> Row:
        sealed = self._citizens.seal(self._citizens.unseal(row.id, row.sealed), row.source, row.sealed)
        return {
            "of": row.id,
            "before": row.sealed,
            "new_sealed": sealed.sealed,
            "new_fiscal_code_blind": sealed.fiscal_code_blind,
            "new_pec_blind": sealed.pec_blind,
            "new_key": sealed.key,
        }


class _Credentials:
    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def anew(self, row: FoundRow) -> Row:
        ring, whose, secret = self._keyring, f"username/{row.citizen}", f"totp/{row.citizen}"
        username = ring.open(row.username, whose)
        return {
            "of": row.citizen,
            "before": row.username,
            "new_username": ring.seal(username, whose),
            "new_username_blind": ring.blind(USERNAME, username),
            "old_blind": row.username_blind,
            "new_totp": ring.seal(ring.open(row.totp, secret), secret) if row.totp else "",
            "new_key": ring.name,
        }


class _Pins:
    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def anew(self, row: FoundRow) -> Row:
        ring, whose = self._keyring, f"pin/{row.citizen}"
        sealed = ring.seal(ring.open(row.sealed, whose), whose)
        return {"of": row.citizen, "before": row.sealed, "new_sealed": sealed, "new_key": ring.name}


class _Residents:
    def __init__(self, database: Database, keyring: Keyring) -> None:
        self._residents = SqlResidents(database, keyring, _no_ids)

    def anew(self, row: FoundRow) -> Row:
        sealed = self._residents.seal(row.id, self._residents.unseal(row.id, row.sealed), row.sealed)
        return {
            "of": row.id,
            "before": row.sealed,
            "new_sealed": sealed.sealed,
            "new_code_blind": sealed.code_blind,
            "new_plain_blind": sealed.plain_blind,
            "new_family_blind": sealed.family_blind,
            "new_key": sealed.key,
        }


class _Orders:
    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def anew(self, row: FoundRow) -> Row:
        ring, about = self._keyring, about_order(row.id)
        sealed = ring.seal(ring.open(row.sealed, about), about)
        return {"of": row.id, "before": row.sealed, "new_sealed": sealed, "new_key": ring.name}
