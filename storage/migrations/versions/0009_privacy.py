"""What a citizen may ask about their data, and how long each kind is kept."""

revision: str = "0009"
down_revision: str | None = "0008"

TABLES: tuple[str, ...] = ()


def upgrade() -> None:
    """Add nothing yet."""
