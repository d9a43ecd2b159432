"""The rows of permits and of what the gates are told: the list as it stands, and every change in order."""

import sqlalchemy as sa

from storage.instants import Instant
from storage.tables import metadata, word
from storage.veiled import Findable, Veiled

PLATE = Findable("permit.plate")  # the same in all four tables: they are compared
ACTIVE, PENDING, SUSPENDED, REVOKED = word("active"), word("pending"), word("suspended"), word("revoked")

# `serial` is the place among those of the year that are numbered here; one of another register has none.
# `reminded` is of how many days before its end its citizen was told last. `waits`: it begins later.
permit = sa.Table(
    "permit",
    metadata,
    sa.Column("number", sa.Text, primary_key=True),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("serial", sa.Integer),
    sa.Column("order_key", Findable("permit.order_key"), nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("citizen", sa.Text, nullable=False, index=True),
    sa.Column("zone", sa.Text, nullable=False),
    sa.Column("address", Veiled("permit.address"), nullable=False),
    sa.Column("rank", sa.Integer, nullable=False),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("valid_until", sa.Date),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("replaces", sa.Text, nullable=False, server_default=""),
    sa.Column("replaced_by", sa.Text, nullable=False, server_default=""),
    sa.Column("request", sa.Text, nullable=False, server_default="", index=True),
    sa.Column("paper", Findable("permit.paper"), nullable=False, server_default="", index=True),
    sa.Column("pay_by", sa.Date),
    sa.Column("trusted", sa.Boolean, nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("ended_at", Instant),
    sa.Column("ended", sa.Text, nullable=False, server_default=""),
    sa.Column("ended_by", sa.Text, nullable=False, server_default=""),
    sa.Column("reason", Veiled("permit.reason"), nullable=False, server_default=""),
    sa.Column("reminded", sa.Integer, nullable=False),
    sa.Column("waits", sa.Boolean, nullable=False),
    sa.Column("imported", sa.Boolean, nullable=False),
    sa.UniqueConstraint("year", "serial"),
)
ends = sa.and_(permit.c.state == ACTIVE, permit.c.valid_until.is_not(None))
unpaid = permit.c.state == PENDING
begins_later = permit.c.waits == sa.true()
sa.Index("ix_permit_ends", permit.c.valid_until, sqlite_where=ends, postgresql_where=ends)
sa.Index("ix_permit_unpaid", permit.c.pay_by, sqlite_where=unpaid, postgresql_where=unpaid)
sa.Index("ix_permit_waits", permit.c.valid_from, sqlite_where=begins_later, postgresql_where=begins_later)

permit_plate = sa.Table(
    "permit_plate",
    metadata,
    sa.Column("permit", sa.Text, primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True),
    sa.Column("plate", PLATE, nullable=False, index=True),
)

# What the gates were told last: a plate and a zone, by whichever permit holds longest.
gate_entry = sa.Table(
    "gate_entry",
    metadata,
    sa.Column("plate", PLATE, primary_key=True),
    sa.Column("zone", sa.Text, primary_key=True),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("valid_until", sa.Date, index=True),
    sa.Column("permit", sa.Text, nullable=False, index=True),
)

# `op` is ADD, CHANGE or REMOVE; the other columns are those of the entry that came, changed or went.
gate_change = sa.Table(
    "gate_change",
    metadata,
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("op", sa.Text, nullable=False),
    sa.Column("plate", PLATE, nullable=False),
    sa.Column("zone", sa.Text, nullable=False),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("valid_until", sa.Date),
    sa.Column("permit", sa.Text, nullable=False),
)

SAYING = "what the gates were told is only ever added to"
_LAST = "OLD.number >= (SELECT max(number) FROM gate_change)"  # the numbers go on from it
_KEPT = f"OLD.at >= COALESCE((SELECT before FROM retention_run WHERE kind = 'gate-changes'), 0) OR {_LAST}"  # noqa: S608 - our own words
_TOLD = "number, at, op, zone, valid_from, valid_until, permit"  # a plate is sealed anew when keys change
ON_SQLITE = (
    (
        f"CREATE TRIGGER gate_change_stays_update BEFORE UPDATE OF {_TOLD} ON gate_change"
        f" BEGIN SELECT RAISE(ABORT, '{SAYING}'); END"
    ),
    (
        f"CREATE TRIGGER gate_change_stays_delete BEFORE DELETE ON gate_change WHEN {_KEPT}"
        f" BEGIN SELECT RAISE(ABORT, '{SAYING}'); END"
    ),
)
ON_POSTGRESQL = (
    (
        "CREATE OR REPLACE FUNCTION gate_change_stays() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN IF TG_OP = 'UPDATE' OR {_KEPT} THEN RAISE EXCEPTION '{SAYING}'; END IF; RETURN OLD; END $$"
    ),
    (
        f"CREATE TRIGGER gate_change_stays BEFORE DELETE OR UPDATE OF {_TOLD} ON gate_change"
        " FOR EACH ROW EXECUTE FUNCTION gate_change_stays()"
    ),
)
for _dialect, _statements in (("sqlite", ON_SQLITE), ("postgresql", ON_POSTGRESQL)):
    for _statement in _statements:
        _ddl = sa.DDL(_statement)  # type: ignore[no-untyped-call] # theirs
        sa.event.listen(gate_change, "after_create", _ddl.execute_if(dialect=_dialect))
