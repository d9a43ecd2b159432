"""Counts per day."""

revision: str = "0018"
down_revision: str | None = "0017"


def upgrade() -> None:
    """Add nothing yet."""
