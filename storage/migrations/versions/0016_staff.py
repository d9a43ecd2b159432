"""Who works at the desk, and what they did."""

revision: str = "0016"
down_revision: str | None = "0015"


def upgrade() -> None:
    """Add nothing yet."""
