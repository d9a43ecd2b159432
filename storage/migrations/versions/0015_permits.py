"""Permits for restricted traffic zones and what the gates are told."""

revision: str = "0015"
down_revision: str | None = "0014"


def upgrade() -> None:
    """Add nothing yet."""
