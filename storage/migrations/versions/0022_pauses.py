"""When a caller's open question is put aside, apart from the timer that sees to it."""

import sqlalchemy as sa
from alembic import op

revision: str = "0022"
down_revision: str | None = "0021"


def upgrade() -> None:
    op.add_column("caller", sa.Column("pauses_at", sa.BigInteger()))


def downgrade() -> None:
    op.execute(
        "UPDATE timer SET due_at = caller.pauses_at FROM caller WHERE timer.lane = caller.lane"
        " AND timer.event = 'session.pause' AND caller.pauses_at > timer.due_at"
    )
    op.drop_column("caller", "pauses_at")
