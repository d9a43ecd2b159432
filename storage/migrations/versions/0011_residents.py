"""The register of residents."""

revision: str = "0011"
down_revision: str | None = "0010"

TABLES: tuple[str, ...] = ()


def upgrade() -> None:
    """Add nothing yet."""
