"""The tables of the register, and the triggers that let nobody change what stands in them."""

import sqlalchemy as sa

from storage.instants import Instant
from storage.tables import RowId, metadata

# Every entry as it was made, for look-up. `recipients` and `enclosed` are JSON.
register_entry = sa.Table(
    "register_entry",
    metadata,
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("at", Instant, nullable=False),
    sa.Column("answer_by", sa.Date, nullable=False),
    sa.Column("direction", sa.Text, nullable=False),  # in, out
    sa.Column("sender", sa.Text, nullable=False),
    sa.Column("recipients", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("reference", sa.Text, nullable=False),
    sa.Column("theirs", sa.Text, nullable=False),
    sa.Column("answers", sa.Text, nullable=False),
    sa.Column("message_sha256", sa.Text, nullable=False),
    sa.Column("enclosed", sa.Text, nullable=False),
)

# All that ever happened in the register, in one chain: each hash covers the one before it.
register_event = sa.Table(
    "register_event",
    metadata,
    sa.Column("sequence", RowId, primary_key=True, autoincrement=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("what", sa.Text, nullable=False),  # entry, sealed, annulled: each once for a number
    sa.Column("at", Instant, nullable=False, index=True),
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("previous", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sa.UniqueConstraint("year", "number", "what"),
)

_SAYING = "the register is only ever added to"
_FUNCTION = """
CREATE OR REPLACE FUNCTION register_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '{saying}';
END $$
"""


_ON_SQLITE = (
    "CREATE TRIGGER {table}_stays_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{saying}'); END",
    "CREATE TRIGGER {table}_stays_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{saying}'); END",
)
_ON_POSTGRESQL = (
    _FUNCTION,
    (
        "CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION register_stays()"
    ),
    (
        "CREATE TRIGGER {table}_stays_whole BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION register_stays()"
    ),
)


def _guard(table: sa.Table) -> None:
    """Let no row be changed or removed, wherever the table is made."""
    for dialect, statements in (("sqlite", _ON_SQLITE), ("postgresql", _ON_POSTGRESQL)):
        for statement in statements:
            ddl = sa.DDL(statement.format(table=table.name, saying=_SAYING))  # type: ignore[no-untyped-call] # theirs
            sa.event.listen(table, "after_create", ddl.execute_if(dialect=dialect))


_guard(register_entry)
_guard(register_event)
