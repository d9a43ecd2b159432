"""What happens to a request, its documents and who has it in hand.

What was asked for before has the beginning and the end of its story, without the words.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"

_OPEN = sa.text("state = 'open'")
_ASKED = sa.text("state = 'open' AND stage = 'asked'")
_KNOWN = sa.text("citizen != ''")
_ENTERED = sa.text("entry != ''")
_UNENTERED = {"sqlite": "filed = 1 AND entry = ''", "postgresql": "filed = true AND entry = ''"}
_QUEUE = ("answer_by", "reference")
_FILTERS = ("office", "assignee", "kind", "stage")
_TOLD = "INSERT INTO request_event (reference, key, at, kind, by, text, message, shown)"
_STORY = (
    (
        " SELECT reference, 'opened', opened_at, 'opened', 'citizen', '', message, true"
        " FROM request ORDER BY opened_at"
    ),
    (
        " SELECT reference, 'decided', answered_at, CASE WHEN accepted THEN 'accepted' ELSE 'refused' END,"
        " answered_by, '', NULL, true FROM request WHERE state = 'answered' ORDER BY answered_at"
    ),
    (
        " SELECT reference, 'withdrawn', answered_at, 'withdrawn', 'citizen', '', NULL, true"
        " FROM request WHERE state = 'withdrawn' ORDER BY answered_at"
    ),
)


def upgrade() -> None:
    """Add who has a request and how far it is, the table of what happens to it, that of its documents."""
    _columns()
    _indexes()
    op.create_table(
        "request_event",
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            primary_key=True,
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("message", sa.BigInteger),
        sa.Column("shown", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_request_event"),
        sa.UniqueConstraint("reference", "key", name="uq_request_event_reference"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "request_document",
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("direction", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("reference", "sha256", "direction", name="pk_request_document"),
    )
    for statement in _STORY:
        op.execute(_TOLD + statement)


def _columns() -> None:
    for name in ("citizen", "office", "assignee", "entry"):
        op.add_column("request", sa.Column(name, sa.Text, nullable=False, server_default=""))
    op.add_column("request", sa.Column("stage", sa.Text, nullable=False, server_default="received"))
    op.add_column("request", sa.Column("version", sa.Integer, nullable=False, server_default="0"))
    op.add_column("request", sa.Column("rating", sa.Integer))
    op.add_column("request", sa.Column("asked_on", sa.Date))
    op.add_column("request", sa.Column("asked_until", sa.Date))
    op.add_column("request", sa.Column("stood_still", sa.Integer))
    op.add_column("request", sa.Column("filed", sa.Boolean, nullable=False, server_default=sa.false()))


def _indexes() -> None:
    op.drop_index("ix_request_open", "request")
    _index("open", (*_QUEUE, *_FILTERS), _OPEN)
    for name in _FILTERS:
        _index(name, tuple(dict.fromkeys((name, *_QUEUE, *_FILTERS))), _OPEN)
    _index("board", ("office", "assignee", "answer_by"), _OPEN)
    _index("citizen", ("citizen",), _KNOWN)
    _index("entry", ("entry",), _ENTERED)
    _index("unentered", ("opened_at",), sa.text(_UNENTERED[op.get_bind().dialect.name]))
    _index("asked", ("asked_until",), _ASKED)


def _index(name: str, columns: tuple[str, ...], where: sa.TextClause) -> None:
    op.create_index(f"ix_request_{name}", "request", columns, sqlite_where=where, postgresql_where=where)
