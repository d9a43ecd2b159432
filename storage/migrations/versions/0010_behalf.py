"""Who acts for whom, and what confirms an act."""

revision: str = "0010"
down_revision: str | None = "0009"

TABLES: tuple[str, ...] = ()


def upgrade() -> None:
    """Add nothing yet."""
