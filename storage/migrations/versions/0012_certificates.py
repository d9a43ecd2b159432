"""Certificates that were issued, and what became of them."""

revision: str = "0012"
down_revision: str | None = "0011"

TABLES: tuple[str, ...] = ()


def upgrade() -> None:
    """Add nothing yet."""
