"""Recovery codes: ten that each stand in once for a code of the app, for who has lost the telephone."""

import secrets
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

import sqlalchemy as sa

from storage.prepared import Prepared
from storage.tables import metadata
from storage.transaction import Transaction

HOW_MANY: Final = 10
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # none that is read as another
_LENGTH = 12  # of 31 letters each: 59 bits, so that one round of a hash is enough
_GROUP = 4

# `hash` is SHA-256, bound to its citizen; a code that was used is gone.
recovery_code = sa.Table(
    "recovery_code",
    metadata,
    sa.Column("citizen", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("hash", sa.Text, nullable=False),
)

_citizen = sa.bindparam("of_citizen", type_=sa.Text())
_DROP = Prepared(sa.delete(recovery_code).where(recovery_code.c.citizen == _citizen))
_PUT = Prepared(
    sa.insert(recovery_code).values({name: sa.bindparam(name) for name in ("citizen", "number", "hash")})
)
_USE = Prepared(
    sa.delete(recovery_code).where(
        recovery_code.c.citizen == _citizen, recovery_code.c.hash == sa.bindparam("of_hash", type_=sa.Text())
    )
)
_LEFT = sa.select(sa.func.count()).select_from(recovery_code).where(recovery_code.c.citizen == _citizen)


def draw_codes() -> tuple[str, ...]:
    """Draw ten codes, as they are shown once: `abcd-efgh-jkmn`."""
    return tuple(
        _grouped("".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))) for _ in range(HOW_MANY)
    )


def _grouped(code: str) -> str:
    return "-".join(code[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def normal_code(given: str) -> str:
    """Write a code as two of them are compared; empty for what cannot be one."""
    code = "".join(sign for sign in given.casefold() if sign.isalnum())
    return code if len(code) == _LENGTH else ""


def hash_code(citizen: str, given: str) -> str:
    """Hash a code for its citizen; empty for what cannot be one."""
    code = normal_code(given)
    return sha256(f"recovery\0{citizen}\0{code}".encode()).hexdigest() if code else ""


def keep_codes(transaction: Transaction, citizen: str, hashes: Sequence[str]) -> None:
    """Keep new codes within a transaction; those before count no more."""
    _DROP.one(transaction.connection, {"of_citizen": citizen})
    rows = [{"citizen": citizen, "number": at, "hash": each} for at, each in enumerate(hashes)]
    _PUT.many(transaction.connection, rows)


def use_code(transaction: Transaction, citizen: str, hashed: str) -> bool:
    """Use a code up within a transaction; False for one that is none of theirs, or was used."""
    return _USE.one(transaction.connection, {"of_citizen": citizen, "of_hash": hashed}) == 1


def codes_left(connection: sa.Connection, citizen: str) -> int:
    """Count the codes that can still be used."""
    return connection.scalar(_LEFT, {"of_citizen": citizen}) or 0
