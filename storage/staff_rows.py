"""The rows of staff: who works at the desk, where they are signed in, and which conversations are theirs."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

import sqlalchemy as sa

from storage.instants import Instant
from storage.prepared import FoundRow
from storage.tables import metadata
from storage.veiled import VEILED_LANE, Veiled

WAITING, ACTIVE, DISABLED = "waiting", "active", "disabled"
NAME: Final = "staff"  # the kind of blind index under which failures are counted


class Role(Enum):
    """What somebody at the desk may do; one person may have several."""

    OPERATOR = "operator"  # works requests, talks, messages set aside
    APPROVER = "approver"  # decides: accepts, refuses, gives credentials, lets alerts go
    EDITOR = "editor"  # writes alerts to many, which somebody else lets go
    ADMINISTRATOR = "administrator"  # says who works here, and as what
    AUDITOR = "auditor"  # reads what was done, and changes nothing
    POLICE = "police"  # asks whose permits a plate has


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody who works at the desk; `name` is the one that they sign in with, and that logs carry.

    `offices` are the codes of their offices: none means every office.
    """

    name: str
    full_name: str
    roles: frozenset[Role]
    offices: tuple[str, ...] = ()

    def may(self, *roles: Role) -> bool:
        """Tell whether they have one of these roles; everybody may do what asks for none."""
        return not roles or not self.roles.isdisjoint(roles)


# `roles` and `offices` are separated by spaces; `hash` is argon2id's; `totp_step` the last that was used.
# `sandbox`: made up to try the desk with, and known nowhere else.
staff = sa.Table(
    "staff",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("full_name", Veiled("staff.full_name"), nullable=False),
    sa.Column("roles", sa.Text, nullable=False),
    sa.Column("offices", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Column("totp", Veiled("staff.totp"), nullable=False),
    sa.Column("totp_step", sa.BigInteger, nullable=False),
    sa.Column("sandbox", sa.Boolean, nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("changed_at", Instant, nullable=False),
    sa.Column("last_at", Instant),
)
# `cookie` is SHA-256; `previous_at` the sign-in before this one, `failures` the tries that failed between.
staff_session = sa.Table(
    "staff_session",
    metadata,
    sa.Column("cookie", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, index=True),
    sa.Column("begun_at", Instant, nullable=False),
    sa.Column("seen_at", Instant, nullable=False),
    sa.Column("expires_at", Instant, nullable=False, index=True),
    sa.Column("previous_at", Instant),
    sa.Column("failures", sa.Integer, nullable=False),
)
# A code that binds the conversation in which it is written: SHA-256; `misses` are wrong codes written
# anywhere while it lived.
staff_code = sa.Table(
    "staff_code",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("expires_at", Instant, nullable=False),
    sa.Column("misses", sa.Integer, nullable=False),
)
staff_lane = sa.Table(
    "staff_lane",
    metadata,
    sa.Column("lane", VEILED_LANE, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, index=True),
    sa.Column("bound_at", Instant, nullable=False),
)

of_name = sa.bindparam("of_name", type_=sa.Text())
ONE = sa.select(staff).where(staff.c.name == of_name)
CHANGE = sa.update(staff).where(staff.c.name == of_name)


def officer_of(row: FoundRow) -> Officer:
    """Read somebody; a role that this version does not know gives no right."""
    known = {role.value for role in Role}
    roles = frozenset(Role(each) for each in row.roles.split() if each in known)
    return Officer(row.name, row.full_name, roles, tuple(row.offices.split()))
