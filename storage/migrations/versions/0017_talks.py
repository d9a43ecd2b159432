"""Conversations that a person has taken over."""

revision: str = "0017"
down_revision: str | None = "0016"


def upgrade() -> None:
    """Add nothing yet."""
